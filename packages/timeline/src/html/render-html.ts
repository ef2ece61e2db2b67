import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Picture } from "../picture/picture.ts";
import { Markup, markup } from "../svg/escape.ts";
import { renderSvg } from "../svg/render-svg.ts";
import { styleSheet } from "../svg/style-sheet.ts";

/**
 * The picture as one self-contained HTML page: details of what one points at, zoom, and every bar within reach of the
 * keyboard; light or dark as the reader prefers. Its content security policy lets its own script run and nothing
 * else, so that no name from the program could, even if it got past the escaping. Without script it shows the drawing.
 */
export function renderHtml(picture: Picture): string {
  const script = readPart("page.js");
  const hash = createHash("sha256").update(script).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
  const title = picture.panels.map(({ heading }) => heading.name).join(" and ") || "Timeline";
  const drawing = new Markup(renderSvg(picture, { width: 960 }));
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
${new Markup(styleSheet)}
${new Markup(readPart("page.css"))}</style>
</head>
<body class="timeline">
<main>
<div class="tools"><button id="out" aria-label="Zoom out">−</button><span id="zoom">100 %</span><button id="in" aria-label="Zoom in">+</button><button id="all">Whole run</button><span>Tab and arrow keys go from bar to bar, Enter zooms to one; + − 0 or Ctrl and wheel zoom, dragging moves.</span></div>
<figure>
${drawing}</figure>
<div id="details" role="status">Point at a bar, or go to it with the keyboard, to see what it is.</div>
</main>
<script type="application/json" id="axis">${jsonInMarkup(picture.axis)}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}

/** Text of a script element is not unescaped: a "<" must not occur in it, and JSON has another spelling for that. */
function jsonInMarkup(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replaceAll("<", "\\u003c"));
}

function readPart(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8").replaceAll("\r\n", "\n");
}
