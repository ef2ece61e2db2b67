import { chooseTicks } from "../picture/axis.ts";
import { formatDuration } from "../picture/durations.ts";
import { hasLetter, isCurve } from "../picture/picture.ts";
import type { Panel, Picture, Row, Sign } from "../picture/picture.ts";
import { cutText, wrapText } from "../picture/safe-text.ts";
import { colorClass, drawBars } from "./draw-bar.ts";
import { outline } from "./draw-curve.ts";
import { Markup, markup } from "./escape.ts";
import {
  characterPx,
  createFrame,
  heightOf,
  indentPx,
  narrowPx,
  smallCharacterPx,
  xOf,
} from "./frame.ts";
import type { Frame } from "./frame.ts";
import { colorCount, styleSheet } from "./style-sheet.ts";

export interface SvgOptions {
  /** Width in pixels. Default 720, or 1120 for the wide layout. */
  width?: number;
  /** "wide" puts several runs beside each other, 16 to 9, for a slide. Default "tall": below each other. */
  layout?: "tall" | "wide";
  /** Stands before every id, so that several pictures can stand on one page. */
  idPrefix?: string;
  /** A class of the SVG element, for a page with a script: its bars carry what that wants to know. */
  pageClass?: string;
}

/**
 * Draws a picture as one self-contained SVG document: no script, no reference to anything outside, all text escaped,
 * light or dark as the reader prefers. Every bar has a title and a description.
 */
export function renderSvg(picture: Picture, options: SvgOptions = {}): string {
  const { layout = "tall", idPrefix = "", pageClass } = options;
  const isOnPage = pageClass !== undefined;
  const isWide = layout === "wide" && picture.panels.length > 1;
  const { width = isWide ? wideWidth : 720 } = options;
  const columns = isWide ? picture.panels.map((panel) => [panel]) : [picture.panels];
  const columnWidth = width / columns.length;
  const frame = createFrame(picture.panels, columnWidth);
  const body: Markup[] = [];
  let y = 14;
  for (const [number, panels] of columns.entries()) {
    const drawn = drawColumn({ frame, picture, idPrefix, isOnPage }, panels);
    const shift =
      number === 0 ? undefined : markup` transform="translate(${number * columnWidth})"`;
    body.push(markup`<g${shift}>${drawn.markup}</g>`);
    y = Math.max(y, drawn.bottom);
  }
  const result = picture.difference ?? picture.verdict;
  if (result !== undefined) {
    const lines = wrapText(result, (width - 2 * frame.margin) / 8.4);
    y += 6;
    for (const line of lines) {
      y += 20;
      body.push(markup`<text class="difference" x="${frame.margin}" y="${y}">${line}</text>\n`);
    }
  }
  const legend = drawLegend({ ...frame, width }, picture.legend, y + 12, idPrefix);
  y = legend.bottom;
  for (const sentence of [picture.parts, picture.leftOut]) {
    for (const line of wrapText(sentence ?? "", (width - 2 * frame.margin) / smallCharacterPx)) {
      if (line === "") continue;
      y += 18;
      body.push(markup`<text class="meaning" x="${frame.margin}" y="${y}">${line}</text>\n`);
    }
  }
  const height = Math.ceil(isWide ? Math.max(y + 10, (width * 9) / 16) : y + 10);
  const name = picture.panels.map(({ heading }) => heading.name).join(" and ") || "Timeline";
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="${isOnPage ? `timeline ${pageClass}` : "timeline"}" data-left="${frame.left}" data-right="${columnWidth - frame.right}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${idPrefix}title ${idPrefix}desc">
<title id="${idPrefix}title">${name}</title>
<desc id="${idPrefix}desc">${describe(picture)}</desc>
<style>${new Markup(styleSheet)}</style>
<defs>${hatches(idPrefix)}<pattern id="${idPrefix}blocked" width="4" height="4" patternUnits="userSpaceOnUse"><line class="blocked-line" x1="0" x2="4" y1="2" y2="2"/></pattern><pattern id="${idPrefix}torn" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><line class="torn-line" x1="0" x2="0" y1="0" y2="6"/></pattern>${picture.panels.some(({ arrows }) => arrows.length > 0) ? arrowhead(idPrefix) : undefined}<clipPath id="${idPrefix}plot"><rect class="plot-area" x="${frame.left - 5}" y="0" width="${frame.right - frame.left + 10}" height="${height}"/></clipPath></defs>
<rect class="page" data-inset="0" width="${width}" height="${height}" rx="6"/>
${body}${legend.markup}</svg>
`.text;
}

/** Text is as large on a slide of this width as the lecturer's own. */
const wideWidth = 1120;

/** Panels below each other, with an axis below the last one. */
function drawColumn(sheet: Sheet, panels: readonly Panel[]): { markup: Markup[]; bottom: number } {
  const parts: Markup[] = [];
  let y = 14;
  for (const [index, panel] of panels.entries()) {
    const drawn = drawPanel(sheet, panel, y, index === panels.length - 1);
    parts.push(drawn.markup);
    y = drawn.bottom;
  }
  return { markup: parts, bottom: y };
}

/** What a reader who sees no picture is told. */
function describe(picture: Picture): string {
  return [
    ...picture.panels.map(
      ({ heading, rows, durationMs, notes }) =>
        `${[heading.name, heading.detail].filter(Boolean).join(": ")}. ${formatDuration(durationMs)}. ${rows.map((row) => row.description).join(" ")} ${notes.join(" ")}`,
    ),
    picture.difference ?? picture.verdict ?? "",
    picture.parts ?? "",
    picture.leftOut ?? "",
  ]
    .join(" ")
    .trim();
}

function hatches(idPrefix: string): Markup[] {
  return Array.from(
    { length: colorCount },
    (_, index) =>
      markup`<pattern id="${idPrefix}hatch${index}" class="k${index}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" x2="0" y1="0" y2="5"/></pattern>`,
  );
}

interface Sheet {
  frame: Frame;
  picture: Picture;
  idPrefix: string;
  isOnPage: boolean;
}

function drawPanel(
  sheet: Sheet,
  panel: Panel,
  top: number,
  isLast: boolean,
): { markup: Markup; bottom: number } {
  const { frame, idPrefix } = sheet;
  const parts: Markup[] = [];
  let y = top;
  const { name, detail } = panel.heading;
  if (name) {
    y += 20;
    const shown = cutText(name, Math.floor((frame.width - 2 * frame.margin) / 9));
    parts.push(markup`<text class="name" x="${frame.margin}" y="${y}">${shown}</text>\n`);
  }
  if (detail) {
    y += 19;
    const shown = cutText(detail, Math.floor((frame.width - 2 * frame.margin) / 7));
    parts.push(markup`<text class="detail" x="${frame.margin}" y="${y}">${shown}</text>\n`);
  }
  y += 12;
  const height = panel.rows.reduce((sum, row) => sum + heightOf(row), 0);
  if (panel.rows.length > 0) parts.push(drawGrid(sheet, y, y + height, isLast));
  const middles: number[] = [];
  for (const row of panel.rows) {
    parts.push(drawRow(sheet, row, y, y + heightOf(row)));
    y += heightOf(row);
    middles.push(y - 13);
  }
  if (panel.arrows.length > 0) parts.push(drawArrows(sheet, panel, middles));
  if (isLast && panel.rows.length > 0) y += 24;
  for (const note of panel.notes) {
    for (const [index, line] of wrapText(
      note,
      (frame.width - 2 * frame.margin - 20) / 7.2,
    ).entries()) {
      y += 19;
      if (index === 0) {
        parts.push(
          markup`<path class="warning" d="M${frame.margin + 6} ${y - 11} l6.5 12 h-13 z"/>`,
        );
      }
      parts.push(markup`<text class="note" x="${frame.margin + 20}" y="${y}">${line}</text>\n`);
    }
  }
  const clip = `${idPrefix}plot`;
  return {
    markup: markup`<g class="panel" data-clip="${clip}">\n${parts}</g>\n`,
    bottom: y + (isLast ? 0 : 10),
  };
}

function arrowhead(idPrefix: string): Markup {
  return markup`<marker id="${idPrefix}arrowhead" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto" markerUnits="userSpaceOnUse"><path class="arrowhead" d="M0 0.8 L8 4 L0 7.2 z"/></marker>`;
}

/** Messages, from the edge of the one bar to the edge of the other. */
function drawArrows({ frame, idPrefix }: Sheet, { arrows }: Panel, middles: number[]): Markup {
  return markup`<g class="arrows" clip-path="url(#${idPrefix}plot)">${arrows.map(
    ({ fromRow, toRow, from, to, title }) => {
      const [start = 0, end = 0] = [middles[fromRow], middles[toRow]];
      const edge = start < end ? 6.5 : -6.5;
      return markup`<line class="arrow" data-from="${Number(from.toFixed(6))}" data-to="${Number(to.toFixed(6))}" x1="${xOf(frame, from)}" y1="${start + edge}" x2="${xOf(frame, to)}" y2="${end - edge}" marker-end="url(#${idPrefix}arrowhead)"><title>${title}</title></line>`;
    },
  )}</g>\n`;
}

function drawGrid({ frame, picture }: Sheet, top: number, bottom: number, labels: boolean): Markup {
  const ticks = chooseTicks(picture.axis, (frame.right - frame.left) / 62);
  const folds = picture.axis.pieces.filter(({ folded }) => folded);
  return markup`<g class="axis" data-top="${top}" data-bottom="${bottom}" data-labels="${labels ? "yes" : "no"}">${folds.map(
    ({ from, to, startMs, endMs }) =>
      markup`<rect class="folded-time" x="${xOf(frame, from)}" y="${top}" width="${xOf(frame, to) - xOf(frame, from)}" height="${bottom - top}"/>${
        labels
          ? markup`<text class="tick" x="${xOf(frame, (from + to) / 2)}" y="${bottom + 16}">≈ ${formatDuration(endMs - startMs)} ≈</text>`
          : undefined
      }`,
  )}${ticks.map(
    ({ position, label }) =>
      markup`<line class="grid" x1="${xOf(frame, position)}" x2="${xOf(frame, position)}" y1="${top}" y2="${bottom}"/>${
        labels
          ? markup`<text class="tick" x="${xOf(frame, position)}" y="${bottom + 16}">${label}</text>`
          : undefined
      }`,
  )}</g>\n`;
}

function drawRow(
  { frame, idPrefix, isOnPage }: Sheet,
  row: Row,
  top: number,
  bottom: number,
): Markup {
  // Letters above the slices of the thread need room.
  const middle = row.kind === "thread" ? bottom - 13 : (top + bottom) / 2;
  const isLettered = hasLetter(row);
  const indent = isLettered && row.isOfRequest ? indentPx : 0;
  const labelX = frame.margin + 22 + indent;
  const band =
    row.kind === "thread"
      ? markup`<rect class="band" data-inset="${2 * frame.margin - 12}" x="${frame.margin - 6}" y="${top}" width="${frame.width - 2 * frame.margin + 12}" height="${bottom - top - 2}" rx="4"/>`
      : undefined;
  const chip = isLettered
    ? markup`<g class="${`operation${colorClass(row.color)}`}"><rect class="chip" x="${frame.margin + indent}" y="${middle - 7.5}" width="15" height="15" rx="${row.kind === "request" ? 7.5 : 3}"/><text class="letter" x="${frame.margin + indent + 7.5}" y="${middle + 4}">${row.letter}</text></g>`
    : undefined;
  const pointer = row.highlighted
    ? markup`<rect class="highlighted" data-inset="${2 * frame.margin - 12}" x="${frame.margin - 6}" y="${top + 1}" width="${frame.width - 2 * frame.margin + 12}" height="${bottom - top - 2}" rx="4"/>`
    : undefined;
  const curve = drawCurve(row, frame, top, bottom);
  const bars = isCurve(row)
    ? []
    : drawBars(row, { frame, middle, top, bottom, idPrefix, isOnPage });
  const label = cutText(row.label, frame.labelColumns - Math.ceil(indent / characterPx));
  return markup`<g class="row" role="group" aria-label="${row.description}">${band}${pointer}${chip}<text class="label" x="${isLettered ? labelX : frame.margin}" y="${middle + 4}">${label}<title>${row.description}</title></text><g class="bars" clip-path="url(#${idPrefix}plot)">${curve}${bars}</g><text class="value" data-margin="${frame.margin}" x="${frame.width - frame.margin}" y="${middle + 4}">${frame.width < narrowPx ? "" : row.value}</text></g>\n`;
}

/** How many are in flight over time: for all operations, or, on a folded row, for the operations that it stands for. */
function drawCurve(row: Row, frame: Frame, top: number, bottom: number): Markup | undefined {
  if (!row.steps) return undefined;
  const isTotal = isCurve(row);
  const curve = {
    ...(isTotal ? row.scale : { lowest: 0, highest: row.peak ?? 1 }),
    bottom: isTotal ? bottom - 4 : (top + bottom) / 2 + 7,
    height: isTotal ? bottom - top - 8 : 14,
  };
  const path = outline(row.steps, (position) => xOf(frame, position), curve);
  const kind = isTotal ? row.kind : `crowd${colorClass(row.color)}`;
  const data = JSON.stringify({
    ...curve,
    steps: row.steps.map(({ position, count }) => [Number(position.toFixed(6)), count]),
  });
  return markup`<path class="${kind}" data-curve="${data}" d="${path}"/>`;
}

const meanings: Record<Sign, string> = {
  work: "handles a's reply",
  serve: "works for request 1",
  own: "other JavaScript",
  blocked: "blocked",
  message: "message, sent to handled",
  send: "sends",
  wait: "sent, then waiting",
  server: "in the server",
  await: "waits for an event",
  event: "event",
  unread: "reply here, not yet read",
  torn: "the sum is wrong",
  failed: "failed",
  cut: "cut short",
  folded: "a long wait, folded",
};

function drawLegend(
  frame: Frame,
  legend: readonly Sign[],
  top: number,
  idPrefix: string,
): { markup: Markup; bottom: number } {
  if (legend.length < 2) return { markup: markup``, bottom: top };
  const parts: Markup[] = [];
  let x = frame.margin;
  let y = top + 12;
  for (const sign of legend) {
    const meaning =
      sign === "unread" && legend.includes("serve") ? "here, not yet read" : meanings[sign];
    const width = 30 + meaning.length * smallCharacterPx + 18;
    if (x > frame.margin && x + width > frame.width - frame.margin + 18) {
      x = frame.margin;
      y += 19;
    }
    parts.push(
      markup`<g class="sign k0">${drawSign(sign, x, y, idPrefix)}<text class="meaning" x="${x + 30}" y="${y + 4}">${meaning}</text></g>\n`,
    );
    x += width;
  }
  return { markup: markup`<g class="legend">${parts}</g>\n`, bottom: y + 8 };
}

function drawSign(sign: Sign, x: number, y: number, idPrefix: string): Markup {
  const signs: Record<Sign, Markup> = {
    work: markup`<rect class="work-sign" x="${x}" y="${y - 6}" width="24" height="12" rx="2"/><text class="letter" x="${x + 12}" y="${y + 4}">a</text>`,
    serve: markup`<rect class="work-sign" x="${x}" y="${y - 6}" width="24" height="12" rx="2"/><text class="letter" x="${x + 12}" y="${y + 4}">1</text>`,
    own: markup`<rect class="own-sign" x="${x}" y="${y - 6}" width="24" height="12" rx="2"/>`,
    blocked: markup`<g class="blocked"><rect x="${x}" y="${y - 6}" width="24" height="12" rx="1.5" fill="url(#${idPrefix}blocked)"/></g>`,
    message: markup`<line class="arrow" x1="${x}" x2="${x + 24}" y1="${y - 5}" y2="${y + 5}" marker-end="url(#${idPrefix}arrowhead)"/>`,
    send: markup`<g class="send"><line x1="${x + 12}" x2="${x + 12}" y1="${y - 5}" y2="${y + 5}"/></g>`,
    server: markup`<g class="server"><rect x="${x}" y="${y - 3}" width="24" height="6" rx="1"/></g>`,
    await: markup`<line class="wait-sign" x1="${x}" x2="${x + 24}" y1="${y}" y2="${y}" stroke-dasharray="1.5 4"/>`,
    event: markup`<g class="event"><path d="M${x + 12} ${y - 6} l5 6 l-5 6 l-5 -6 z"/></g>`,
    torn: markup`<g class="torn"><rect x="${x}" y="${y - 6}" width="24" height="12" fill="url(#${idPrefix}torn)"/></g>`,
    wait: markup`<line class="wait-sign" x1="${x + 3}" x2="${x + 24}" y1="${y}" y2="${y}"/><g class="send"><circle cx="${x + 3}" cy="${y}" r="3.2"/></g>`,
    unread: markup`<g class="unread"><rect x="${x}" y="${y - 6}" width="24" height="12" fill="url(#${idPrefix}hatch0)"/></g>`,
    failed: markup`<g class="wait"><path class="failed" d="M${x + 8} ${y - 4} l8 8 m0 -8 l-8 8"/></g>`,
    cut: markup`<g class="wait"><line x1="${x}" x2="${x + 20}" y1="${y}" y2="${y}" stroke-dasharray="5 3"/><path d="M${x + 16} ${y - 5} l5 5 l-5 5"/></g>`,
    folded: markup`<rect class="folded-time" x="${x}" y="${y - 7}" width="24" height="14"/><text class="tick" x="${x + 12}" y="${y + 4}">≈</text>`,
  };
  return signs[sign];
}
