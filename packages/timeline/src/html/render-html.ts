import { createHash } from "node:crypto";
import { layOutPicture } from "../picture/lay-out.ts";
import type { PicturedRun, PictureOptions } from "../picture/pictured-run.ts";
import { writeRunFile } from "../run-file.ts";
import { Markup, markup } from "../svg/escape.ts";
import { renderSvg } from "../svg/render-svg.ts";

/** A page of this size still opens in a few seconds; of a larger run it has the drawing alone. */
const mostBytes = 50_000_000;

/** What a page may be told about its picture: anything but what is not the same in the run's file. */
export type PageOptions = Pick<PictureOptions, "internal" | "maxRows">;

/**
 * One run, or several on one clock, as one self-contained HTML page around `<run-timeline>`: play, step, details of what one points
 * at, zoom, search, and every bar within reach of the keyboard; light or dark as the reader prefers. Its content security policy
 * lets its own script run and nothing else, so that no name from the program could, even if it got past the escaping. Without
 * script it shows the drawing.
 *
 * @throws Error when the player cannot be bundled
 */
export async function renderHtml(
  runs: PicturedRun | readonly PicturedRun[],
  options: PageOptions = {},
): Promise<string> {
  const list: readonly PicturedRun[] = "timeline" in runs ? [runs] : runs;
  const picture = layOutPicture(list, options);
  // Not before it is needed: most commands draw no page.
  const { buildPlayerScript } = await import("../player/player-script.ts");
  const script = `${await buildPlayerScript()}${start}`;
  const hash = createHash("sha256").update(script).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
  const title = picture.panels.map(({ heading }) => heading.name).join(" and ") || "Timeline";
  const files = list.map((run) =>
    writeRunFile(run, { id: "", output: "" }, mostBytes, options.internal),
  );
  const shown = { codes: list.map(({ source }) => source?.text ?? null), options };
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark }
body { margin: 0; background: Canvas }
main { max-width: 1800px; margin: 0 auto; padding: 12px }
h1 { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap }
main svg { max-width: 100%; height: auto }
@media (max-width: 560px) { main { padding: 4px } }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<run-timeline explore>${new Markup(renderSvg(picture, { width: 1000 }))}</run-timeline>
</main>
${files.map((file) => markup`<script type="application/json" class="run">${inMarkup(file)}</script>\n`)}<script type="application/json" id="shown">${inMarkup(JSON.stringify(shown))}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}

/** Shows the runs that stand in the page. */
const start = `{
const { codes, options } = JSON.parse(document.querySelector("#shown").textContent);
const runs = [...document.querySelectorAll("script.run")].map((run) => run.textContent);
document.querySelector("run-timeline").show(runs, codes, options);
}`;

/** Text of a script element is not unescaped: what could end it or begin markup must not occur in it, and JSON has another spelling. */
function inMarkup(json: string): Markup {
  return new Markup(json.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e"));
}
