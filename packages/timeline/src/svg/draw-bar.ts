import type { Bar, BarRow } from "../picture/picture.ts";
import { cutText, widthOf } from "../picture/safe-text.ts";
import { markup } from "./escape.ts";
import type { Markup } from "./escape.ts";
import { smallCharacterPx, xOf } from "./frame.ts";
import type { Frame } from "./frame.ts";
import { colorCount } from "./style-sheet.ts";

/** What the drawing of a row's bars needs to know. */
export interface RowPlace {
  frame: Frame;
  /** Vertical middle of the bars. */
  middle: number;
  top: number;
  bottom: number;
  /** Distinguishes the ids of several pictures on one page. */
  idPrefix: string;
  isOnPage: boolean;
}

/** Height of solid and hatched bars. */
const barPx = 13;
/** A slice shorter than a pixel is still seen. */
const leastPx = 1.5;

/** The same letter stands above narrow slices again after so much. */
const repeatPx = 40;

/** The class that gives an element the color of an operation. */
export function colorClass(color: number | undefined): string {
  return color === undefined ? "" : ` k${color % colorCount}`;
}

/** The bars of a row, in order of drawing, each a group with its title and description. */
export function drawBars(row: BarRow, place: RowPlace): Markup[] {
  const order: Record<Bar["kind"], number> = {
    await: 0,
    wait: 0,
    server: 1,
    value: 1,
    torn: 2,
    unread: 2,
    blocked: 3,
    own: 3,
    send: 4,
    work: 5,
    event: 6,
    line: 7,
    mark: 8,
  };
  const bars = row.bars.toSorted((a, b) => order[a.kind] - order[b.kind]);
  const letters = placeLetters(row, place);
  const texts =
    row.kind === "output"
      ? placeTexts(row.bars, place)
      : row.kind === "values"
        ? placeValues(row.bars, place)
        : new Map<Bar, Text>();
  return bars.map((bar) => {
    const kind = `bar ${bar.kind}${colorClass(bar.color)}`;
    const { isOnPage } = place;
    const shape = drawShape(bar, place, row.kind === "thread");
    return markup`<g class="${kind}" data-from="${precise(bar.from)}" data-to="${precise(bar.to)}"${lettersOf(bar)}${isOnPage ? pageData(bar) : undefined}><title>${bar.title}</title><desc>${bar.details.join("; ")}</desc>${shape}${drawText(letters.get(bar))}${drawText(texts.get(bar))}</g>\n`;
  });
}

/** The letters, for the page: zooming makes room for those that did not fit. */
function lettersOf({ letters, text }: Bar): Markup | undefined {
  if (text !== undefined) return markup` data-text="${text}"`;
  return letters && letters.length > 0 ? markup` data-text="${letters.join("")}"` : undefined;
}

/** What the script of a page wants to know: the details one by one, and the lines of the source. */
function pageData({ details, lines }: Bar): Markup {
  const source = lines === undefined ? undefined : markup` data-lines="${lines.join("\n")}"`;
  return markup` data-details="${JSON.stringify(details)}"${source}`;
}

function precise(position: number): string {
  return String(Number(position.toFixed(6)));
}

/**
 * The shape of a bar. `data-anchor` says what it hangs on, for the page that zooms: its start, its end, or both.
 */
function drawShape(bar: Bar, place: RowPlace, isOnThread: boolean): Markup {
  const { frame, middle } = place;
  const from = xOf(frame, bar.from);
  const width = Math.max(xOf(frame, bar.to) - from, leastPx);
  const top = middle - barPx / 2;
  const shapes: Record<Bar["kind"], () => Markup> = {
    work: drawSolid,
    own: drawSolid,
    unread: () =>
      markup`<rect data-anchor="both" x="${from}" y="${top + 0.5}" width="${width}" height="${barPx - 1}" fill="url(#${place.idPrefix}hatch${(bar.color ?? 0) % colorCount})"/>`,
    blocked: () =>
      markup`<rect data-anchor="both" x="${from}" y="${top + 0.5}" width="${width}" height="${barPx - 1}" rx="1.5" fill="url(#${place.idPrefix}blocked)"/>`,
    server: () =>
      markup`<rect data-anchor="both" x="${from}" y="${middle - 3}" width="${width}" height="6" rx="1"/>`,
    // On the thread a tick below its bar, in an operation's own row the start of its line.
    send: () =>
      isOnThread
        ? markup`<line data-anchor="start" transform="translate(${from})" y1="${middle + barPx / 2 - 1}" y2="${middle + barPx / 2 + 5}"/>`
        : markup`<circle data-anchor="start" transform="translate(${from})" cy="${middle}" r="3.2"/>`,
    await: () => drawWait(bar, place, from, width),
    event: () =>
      markup`<path data-anchor="start" transform="translate(${from})" d="M0 ${middle - 6} l5 6 l-5 6 l-5 -6 z"/>`,
    value: drawSolid,
    torn: () =>
      markup`<rect data-anchor="both" x="${from}" y="${top}" width="${width}" height="${barPx}" fill="url(#${place.idPrefix}torn)"/>`,
    wait: () => drawWait(bar, place, from, width),
    line: () =>
      markup`<line data-anchor="start" transform="translate(${from})" y1="${middle - 6}" y2="${middle + 6}"/>`,
    mark: () =>
      markup`<path data-anchor="start" transform="translate(${from})" d="M0 ${middle - 5} l5 9 h-10 z"/>`,
  };
  function drawSolid(): Markup {
    return markup`<rect data-anchor="both" x="${from}" y="${top}" width="${width}" height="${barPx}" rx="1.5"/>`;
  }
  return shapes[bar.kind]();
}

/** A thin line, and how it ended: a cap, a cross, or an arrow out of the picture. The clear rectangle is for pointing at. */
function drawWait(bar: Bar, { middle }: RowPlace, from: number, width: number): Markup {
  const to = from + width;
  const ends = { ok: "M0 -4 v8", failed: "M-4 -4 l8 8 m0 -8 l-8 8", cut: "M-5 -5 l5 5 l-5 5" };
  const end = bar.end ?? "ok";
  const dashes =
    bar.kind === "await"
      ? markup` stroke-dasharray="1.5 4"`
      : end === "cut"
        ? markup` stroke-dasharray="5 3"`
        : undefined;
  return markup`<rect class="hit" data-anchor="both" x="${from}" y="${middle - 8}" width="${width}" height="16"/><line data-anchor="both" x1="${from}" x2="${to}" y1="${middle}" y2="${middle}"${dashes}/><path class="${end}" data-anchor="end" transform="translate(${to} ${middle})" d="${ends[end]}"/>`;
}

interface Text {
  kind: string;
  x: number;
  y: number;
  text: string;
}

function drawText(text: Text | undefined): Markup | undefined {
  return text && markup`<text class="${text.kind}" x="${text.x}" y="${text.y}">${text.text}</text>`;
}

/**
 * Letters stand in the bars that are wide enough; on the thread, where many are narrow, above them as far as there
 * is room. The operation's own row has its letter at the left.
 */
function placeLetters(row: BarRow, { frame, middle }: RowPlace): Map<Bar, Text> {
  const placed = new Map<Bar, Text>();
  let free = -Infinity;
  let lastAbove = { letter: "", x: -Infinity };
  for (const bar of row.bars.toSorted((a, b) => a.from - b.from)) {
    const { letters = [] } = bar;
    if (letters.length === 0 || bar.kind !== "work") continue;
    const from = xOf(frame, bar.from);
    const width = xOf(frame, bar.to) - from;
    const x = from + width / 2;
    const room = Math.floor((width - 3) / smallCharacterPx);
    if (room >= 1) {
      const text =
        room >= letters.length ? letters.join("") : cutText(letters.join(""), Math.max(room, 1));
      placed.set(bar, { kind: "letter", x, y: middle + 4, text });
    } else if (
      row.kind === "thread" &&
      x - 3.5 >= free &&
      // A folded row's letter over each of its hundred slices would say nothing a hundred times.
      (letters[0] !== lastAbove.letter || x - lastAbove.x >= repeatPx)
    ) {
      lastAbove = { letter: letters[0] ?? "", x };
      placed.set(bar, {
        kind: "letter above",
        x,
        y: middle - barPx / 2 - 2,
        text: letters[0] ?? "",
      });
      free = x + 3.5;
    }
  }
  return placed;
}

/** A value within its bar, where there is room. */
function placeValues(bars: readonly Bar[], { frame, middle }: RowPlace): Map<Bar, Text> {
  const placed = new Map<Bar, Text>();
  for (const bar of bars) {
    const x = xOf(frame, bar.from);
    const text = bar.text ?? "";
    if (widthOf(text) * smallCharacterPx + 6 > xOf(frame, bar.to) - x) continue;
    placed.set(bar, { kind: "held", x: x + 4, y: middle + 4, text });
  }
  return placed;
}

/** Lines that are no further apart than this share a text. */
const sharedPx = 4;

/**
 * The text of a line of output right of its tick, or left of it, where it does not run into another. Lines of one moment
 * share a text, which stands with the last of them; where not all of it fits, that line's own, cut where need be.
 */
function placeTexts(bars: readonly Bar[], { frame, middle }: RowPlace): Map<Bar, Text> {
  const placed = new Map<Bar, Text>();
  let free = frame.left;
  let group: string[] = [];
  for (const [index, bar] of bars.entries()) {
    const x = xOf(frame, bar.from);
    const next = bars[index + 1];
    const nextX = next ? xOf(frame, next.from) : frame.right;
    if (bar.text) group.push(bar.text);
    if (next && nextX - x < sharedPx) continue;
    const right = Math.floor((nextX - x - 9) / smallCharacterPx);
    const left = Math.floor((x - 5 - free) / smallCharacterPx);
    const joined = group.join(" / ");
    const text = widthOf(joined) <= Math.max(left, right) ? joined : (group.at(-1) ?? "");
    group = [];
    free = Math.max(free, x + 3);
    const columns = widthOf(text);
    const goesRight = columns <= right || (columns > left && right >= left);
    const room = goesRight ? right : left;
    if (columns === 0 || (columns > room && room < leastTextColumns)) continue;
    const shown = cutText(text, room);
    const width = widthOf(shown) * smallCharacterPx;
    placed.set(bar, {
      kind: "said",
      x: goesRight ? x + 5 : x - 5 - width,
      y: middle + 4,
      text: shown,
    });
    if (goesRight) free = x + 5 + width + smallCharacterPx;
  }
  return placed;
}

/** A text is not cut to less than this. */
const leastTextColumns = 16;
