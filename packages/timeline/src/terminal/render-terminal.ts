import { chooseTicks } from "../picture/axis.ts";
import { formatDuration } from "../picture/durations.ts";
import { hasLetter, isCurve } from "../picture/picture.ts";
import type { Arrow, Axis, BarRow, Panel, Picture, Row, Sign } from "../picture/picture.ts";
import { cutText, fitText, toAscii, widthOf, wrapText } from "../picture/safe-text.ts";
import { detectAbilities } from "./abilities.ts";
import type { TerminalAbilities } from "./abilities.ts";
import { createCells, printCells, writeText } from "./cells.ts";
import { ink } from "./ink.ts";
import { plotBars, plotCurve } from "./plot-bars.ts";
import { asciiSigns, unicodeSigns } from "./signs.ts";
import type { Signs } from "./signs.ts";

/**
 * Prints a picture as text, one string with line feeds and none at the end. What is not said about the terminal
 * is found out from standard output. A picture is between 40 and 200 columns wide.
 */
export function renderTerminal(
  picture: Picture,
  abilities: Partial<TerminalAbilities> = {},
): string {
  const { columns, colors, unicode } = { ...detectAbilities(), ...abilities };
  const pen = createPen(picture, Math.min(200, Math.max(40, columns)), colors, unicode);
  const panels = picture.panels.flatMap((panel, index) => [
    ...(index > 0 ? [""] : []),
    ...printPanel(pen, panel, picture, index === picture.panels.length - 1),
  ]);
  const foot = [
    ...(picture.difference === undefined ? [] : ["", ...wrap(pen, picture.difference)]),
    ...printLegend(pen, picture.legend),
    ...[picture.parts, picture.leftOut].flatMap((sentence) =>
      sentence === undefined
        ? []
        : wrap(pen, sentence).map((text) => ink(text, { dim: true }, colors)),
    ),
  ];
  return [...panels, ...foot].map((line) => line.trimEnd()).join("\n");
}

/** Everything that stays the same from line to line. */
interface Pen {
  signs: Signs;
  colors: 0 | 16 | 256;
  columns: number;
  /** Two where a row is pointed at, else none. */
  leadColumns: number;
  labelColumns: number;
  plotColumns: number;
  valueColumns: number;
  /** The text as this terminal can show it. */
  say: (text: string) => string;
}

function createPen(picture: Picture, columns: number, colors: 0 | 16 | 256, unicode: boolean): Pen {
  const say = unicode ? (text: string) => text : toAscii;
  const rows = picture.panels.flatMap((panel) => panel.rows);
  const widest = Math.max(9, ...rows.map((row) => widthOf(say(labelOf(row)))));
  const labelColumns = Math.min(widest, Math.floor(columns * 0.3));
  // On a narrow terminal the bars need the columns more than the durations do.
  const valueColumns =
    columns < 60 ? 0 : Math.max(0, ...rows.map((row) => widthOf(say(row.value))));
  const leadColumns = rows.some(({ highlighted }) => highlighted) ? 2 : 0;
  return {
    leadColumns,
    signs: unicode ? unicodeSigns : asciiSigns,
    colors,
    columns,
    labelColumns,
    valueColumns,
    plotColumns:
      columns - leadColumns - labelColumns - 1 - (valueColumns > 0 ? valueColumns + 1 : 0),
    say,
  };
}

function labelOf(row: Row): string {
  if (!hasLetter(row)) return row.label;
  return `${row.letter ?? ""} ${row.isOfRequest ? "  " : ""}${row.label}`;
}

function printPanel(pen: Pen, panel: Panel, picture: Picture, isLast: boolean): string[] {
  const { name, detail } = panel.heading;
  const title = pen.say(name);
  const heading = [
    ink(cutText(title, pen.columns), { bold: true }, pen.colors),
    cutText(pen.say(detail), Math.max(0, pen.columns - widthOf(title) - 2), pen.signs.ellipsis),
  ];
  return [
    ...(title || detail ? [heading.filter(Boolean).join("  "), ""] : []),
    ...panel.rows.map((row, index) =>
      printRow(
        pen,
        row,
        picture,
        panel.arrows.filter(({ fromRow }) => fromRow === index),
      ),
    ),
    // One axis under the last panel serves all: they share its scale.
    ...(isLast && panel.rows.length > 0 ? [printAxis(pen, picture.axis)] : []),
    ...(panel.notes.length > 0 && panel.rows.length > 0 ? [""] : []),
    ...panel.notes.flatMap((note) => wrap(pen, `! ${note}`)),
  ];
}

function printRow(pen: Pen, row: Row, { axis }: Picture, sent: readonly Arrow[]): string {
  const { signs, colors, labelColumns, plotColumns, valueColumns } = pen;
  const isFolded = (column: number) => {
    const middle = (column + 0.5) / plotColumns;
    return axis.pieces.some(({ folded, from, to }) => folded && middle >= from && middle < to);
  };
  const cells = isCurve(row)
    ? plotCurve(row, plotColumns, signs)
    : plotBars(sayBars(pen, row), plotColumns, signs, isFolded);
  for (const { from, fromRow, toRow } of sent) {
    const column = Math.min(plotColumns - 1, Math.floor(from * plotColumns));
    writeText(cells, column, toRow > fromRow ? signs.messageDown : signs.messageUp, {
      bold: true,
    });
  }
  const label = fitText(pen.say(labelOf(row)), labelColumns, { ellipsis: signs.ellipsis });
  const value =
    valueColumns === 0 ? "" : ` ${fitText(pen.say(row.value), valueColumns, { align: "right" })}`;
  const lead = fitText(row.highlighted ? signs.pointer : "", pen.leadColumns);
  const styled = hasLetter(row)
    ? ink(label.slice(0, 1), { color: row.color, bold: true }, colors) + label.slice(1)
    : label;
  return `${lead}${styled} ${printCells(cells, colors)}${ink(value, { dim: true }, colors)}`;
}

/** Lines of output and letters are text as well. */
function sayBars({ say }: Pen, row: BarRow): BarRow {
  return {
    ...row,
    bars: row.bars.map((bar) => ({
      ...bar,
      ...(bar.text !== undefined && { text: say(bar.text) }),
      ...(bar.letters && { letters: bar.letters.map(say) }),
    })),
  };
}

function printAxis(pen: Pen, axis: Axis): string {
  const cells = createCells(pen.plotColumns + (pen.valueColumns > 0 ? pen.valueColumns + 1 : 0));
  let free = 0;
  const ticks = chooseTicks(axis, pen.plotColumns / 9);
  const put = (column: number, text: string, within: number) => {
    if (column < free || column + widthOf(text) > within) return;
    writeText(cells, column, text, { dim: true });
    free = column + widthOf(text) + 1;
  };
  const labels = [
    ...ticks.map(({ position, label }) => ({ position, text: pen.say(label) })),
    ...axis.pieces
      .filter(({ folded }) => folded)
      .map(({ startMs, endMs, from, to }) => ({
        position: (from + to) / 2,
        text: pen.say(`≈${formatDuration(endMs - startMs)}≈`),
      })),
  ].toSorted((a, b) => a.position - b.position);
  for (const { position, text } of labels) {
    const column = Math.min(pen.plotColumns - 1, Math.floor(position * pen.plotColumns));
    const isFold = /^[≈~]/.test(text);
    put(isFold ? column - Math.floor(widthOf(text) / 2) : column, text, cells.length);
  }
  return `${" ".repeat(pen.leadColumns + pen.labelColumns + 1)}${printCells(cells, pen.colors)}`;
}

function printLegend(pen: Pen, legend: readonly Sign[]): string[] {
  const { signs, colors } = pen;
  const full = signs.left[8] ?? "";
  const words: Record<Sign, [sign: string, meaning: string]> = {
    work: [`${full}a${full}`, "handles a's reply"],
    serve: [`${full}1${full}`, "works for request 1"],
    own: [`${full}${full}`, "other work"],
    message: [`${signs.messageDown}${signs.messageUp}`, "sends a message down, up"],
    blocked: [`${signs.blocked}${signs.blocked}`, "blocked"],
    send: [signs.sends, "sends"],
    wait: [`${signs.sent}${signs.wait}`, "waits"],
    server: [`${signs.server}${signs.server}`, "in the server"],
    await: [`${signs.await}${signs.await}`, "waits for an event"],
    event: [signs.event, "event"],
    unread: [
      `${signs.unread}${signs.unread}`,
      legend.includes("serve") ? "here, unread" : "reply here, unread",
    ],
    torn: [`${signs.torn}${signs.torn}`, "the sum is wrong"],
    failed: [signs.failed, "failed"],
    cut: [signs.cut, "cut short"],
    folded: [`${signs.fold}${signs.fold}`, "long wait, folded"],
  };
  const entries = legend.map((sign) => words[sign].join(" "));
  if (entries.length < 2) return [];
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    const joined = last === undefined ? entry : `${last}   ${entry}`;
    if (last !== undefined && widthOf(joined) <= pen.columns) lines[lines.length - 1] = joined;
    else lines.push(entry);
  }
  return ["", ...lines.map((line) => ink(line, { dim: true }, colors))];
}

/** A sentence over as many lines as it needs. */
function wrap(pen: Pen, text: string): string[] {
  return wrapText(pen.say(text), pen.columns, pen.signs.ellipsis);
}
