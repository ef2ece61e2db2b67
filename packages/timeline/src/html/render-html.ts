import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Picture } from "../picture/picture.ts";
import { makeVisible } from "../picture/safe-text.ts";
import { nameLine } from "../picture/source-lines.ts";
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
  // As narrow as it is ever shown: the script stretches the bars, and texts stay wrapped as they are.
  const wide = new Markup(renderSvg(picture, { width: 600, pageClass: "wide" }));
  const narrow = renderSvg(picture, { width: 358, pageClass: "narrow", idPrefix: "narrow-" });
  const sources = picture.panels.flatMap(({ source }) => (source ? [source] : []));
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
<main${sources.length > 0 ? markup` class="with-source"` : undefined}>
<div class="tools"><button id="out" aria-label="Zoom out">−</button><span id="zoom">100 %</span><button id="in" aria-label="Zoom in">+</button><button id="left" aria-label="Earlier">‹</button><button id="right" aria-label="Later">›</button><button id="all">Whole run</button><button id="to-selection" disabled>Zoom to selection</button><input id="search" type="search" placeholder="Search" aria-label="Search operations, lines and details"><span id="found" role="status"></span></div>
<figure>
${wide}${new Markup(narrow)}</figure>
<aside>${sources.map(renderSource)}</aside>
<div id="details" role="status"><span>Point at a bar, or go to it with Tab and the arrow keys, to see what it is. Drag to select a range of time, with Shift to move; Enter or a double click zooms to a bar; + − 0 or Ctrl and wheel zoom.</span></div>
</main>
<script type="application/json" id="data">${jsonInMarkup({ axis: picture.axis })}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}

/** The source beside the picture, line by line. */
function renderSource({ file, text }: { file: string; text: string }): Markup {
  const lines = text.replace(/\n$/, "").split("\n");
  return markup`<section class="source" tabindex="0" aria-label="${file}"><h2>${file}</h2><ol>${lines.map(
    (line, index) =>
      markup`<li data-source-line="${nameLine({ file, line: index + 1 })}"><code>${makeVisible(line.replaceAll("\t", "  "))}</code></li>`,
  )}</ol></section>`;
}

/** Text of a script element is not unescaped: a "<" must not occur in it, and JSON has another spelling for that. */
function jsonInMarkup(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replaceAll("<", "\\u003c"));
}

function readPart(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8").replaceAll("\r\n", "\n");
}
