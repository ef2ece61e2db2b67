import type { Bar, BarRow, CurveRow } from "../picture/picture.ts";
import { cutText, widthOf } from "../picture/safe-text.ts";
import { createCells, writeText } from "./cells.ts";
import type { Cell } from "./cells.ts";
import type { Signs } from "./signs.ts";

/** Where folded pieces of the axis lie, in columns. */
export type IsFolded = (column: number) => boolean;

/** The bars of one row in `columns` cells, with a precision of an eighth of a cell where there is a sign for it. */
export function plotBars(row: BarRow, columns: number, signs: Signs, isFolded: IsFolded): Cell[] {
  const cells = createCells(columns);
  const of = (...kinds: Bar["kind"][]) => row.bars.filter(({ kind }) => kinds.includes(kind));
  for (const bar of of("await")) plotStretch(cells, bar, signs.await);
  for (const bar of of("wait")) plotWait(cells, bar, signs, isFolded);
  for (const bar of of("server")) plotStretch(cells, bar, signs.server);
  for (const bar of of("unread")) plotStretch(cells, bar, signs.unread);
  if (row.kind !== "thread") for (const bar of of("send")) plotSend(cells, bar, signs);
  plotWork(cells, of("work", "own", "blocked"), signs);
  if (row.kind === "thread") plotSends(cells, of("send"), of("work"), signs);
  for (const bar of of("wait", "await")) plotEnd(cells, bar, signs);
  for (const { from, color } of of("event")) {
    cells[columnOf(from, columns)] = { text: signs.event, style: { color, bold: true } };
  }
  plotValues(cells, of("value", "torn"), signs);
  plotLines(cells, row.bars, signs);
  return cells;
}

/** The column of a place on the axis, and how far into it. The last place belongs to the last column. */
function columnOf(position: number, columns: number): number {
  return Math.min(columns - 1, Math.max(0, Math.floor(position * columns)));
}

function plotWait(cells: Cell[], bar: Bar, signs: Signs, isFolded: IsFolded): void {
  const from = bar.from * cells.length;
  const to = bar.to * cells.length;
  const first = columnOf(bar.from, cells.length);
  const last = Math.max(first, Math.min(cells.length - 1, Math.ceil(to) - 1));
  for (let column = first; column <= last; column++) {
    const startsHalfway = column === first && from - column >= 0.5;
    const endsHalfway = column === last && to - column <= 0.5;
    // A folded row has many in one cell.
    const isShared = isWait(cells[column], signs);
    const text = isFolded(column)
      ? signs.waitFolded
      : isShared
        ? signs.wait
        : startsHalfway
          ? signs.waitStart
          : endsHalfway
            ? signs.waitEnd
            : signs.wait;
    cells[column] = { text, style: { color: bar.color } };
  }
}

function isWait(cell: Cell | undefined, signs: Signs): boolean {
  return (
    cell?.text === signs.wait || cell?.text === signs.waitStart || cell?.text === signs.waitEnd
  );
}

/** A cell gets the sign when at least half of it is covered; a shorter stretch is not worth a sign. */
function plotStretch(cells: Cell[], bar: Bar, sign: string): void {
  const first = Math.round(bar.from * cells.length);
  const last = Math.round(bar.to * cells.length);
  for (let column = first; column < Math.min(last, cells.length); column++) {
    cells[column] = { text: sign, style: { color: bar.color } };
  }
}

/** On a thread: an arrow in each cell in which something is sent, where no letter of a reply stands. */
function plotSends(cells: Cell[], sends: readonly Bar[], work: readonly Bar[], signs: Signs): void {
  const letters = new Set(work.flatMap(({ letters: own = [] }) => own));
  for (const { from } of sends) {
    const column = columnOf(from, cells.length);
    const here = cells[column];
    if (!here || (here.style.behind !== undefined && letters.has(here.text))) continue;
    const isOnSolid = here.text === signs.left[8];
    cells[column] = {
      text: signs.sends,
      style: isOnSolid ? { behind: "neutral" } : { bold: true },
    };
  }
}

/** Values of a document, each written at the moment from which it holds; torn ones are filled with their sign. */
function plotValues(cells: Cell[], bars: readonly Bar[], signs: Signs): void {
  for (const bar of bars) {
    const first = columnOf(bar.from, cells.length);
    const last = Math.max(first + 1, Math.round(bar.to * cells.length));
    const style = bar.kind === "torn" ? { bold: true } : {};
    for (let column = first; column < Math.min(last, cells.length); column++) {
      cells[column] = { text: bar.kind === "torn" ? signs.torn : signs.value, style };
    }
    const text = bar.text ?? "";
    if (widthOf(text) <= last - first) writeText(cells, first, text, { bold: true });
  }
}

function plotSend(cells: Cell[], bar: Bar, signs: Signs): void {
  const column = columnOf(bar.from, cells.length);
  const here = cells[column];
  if (!here || !isWait(here, signs)) return;
  here.text = here.text === signs.waitStart ? signs.sentHalf : signs.sent;
}

/**
 * Solid bars. Each with letters claims a cell for them first, so that ten slices of 0.5 ms side by side are ten
 * letters; each of the other cells shows the bar that covers most of it.
 */
function plotWork(cells: Cell[], bars: readonly Bar[], signs: Signs): void {
  const columns = cells.length;
  const claimed = new Set<number>();
  const owners: { bar: Bar; covered: number; total: number }[] = [];
  for (const bar of bars) {
    const first = columnOf(bar.from, columns);
    const last = Math.max(first, Math.min(columns - 1, Math.ceil(bar.to * columns) - 1));
    for (let column = first; column <= last; column++) {
      const covered = coverage(bar, column, columns);
      const owner = owners[column];
      if (!owner || covered > owner.covered) {
        owners[column] = { bar, covered, total: (owner?.total ?? 0) + covered };
      } else {
        owner.total += covered;
      }
    }
  }
  for (const [column, owner] of owners.entries()) {
    if (!owner) continue;
    cells[column] = {
      text: solidSign(owner.bar, column, columns, owner.total, signs),
      style: {
        color: owner.bar.color ?? "neutral",
        ...(owner.bar.kind === "blocked" && { dim: true }),
      },
    };
  }
  for (const bar of bars) writeLetters(cells, bar, signs, claimed);
}

function writeLetters(cells: Cell[], bar: Bar, signs: Signs, claimed: Set<number>): void {
  const { letters = [] } = bar;
  if (letters.length === 0) return;
  const columns = cells.length;
  const first = columnOf(bar.from, columns);
  const last = Math.max(first, Math.min(columns - 1, Math.ceil(bar.to * columns) - 1));
  const free: number[] = [];
  for (let column = first; column <= last; column++) if (!claimed.has(column)) free.push(column);
  // One letter needs one cell, and stands in the middle of a long bar; several need as many.
  const room = letters.length === 1 ? 1 : Math.min(letters.length, free.length);
  const start = Math.max(0, Math.floor((free.length - room) / 2));
  for (const [index, letter] of letters.slice(0, room).entries()) {
    const column = free[start + index];
    if (column === undefined) return;
    claimed.add(column);
    const isCut = index > 0 && index === room - 1 && room < letters.length;
    cells[column] = {
      text: isCut ? signs.more : letter,
      style: { behind: bar.color ?? "neutral" },
    };
  }
}

/** How much of a column a bar covers, from 0 to 1. */
function coverage(bar: Bar, column: number, columns: number): number {
  const from = Math.max(bar.from * columns, column);
  const to = Math.min(bar.to * columns, column + 1);
  return Math.max(0, to - from);
}

function solidSign(bar: Bar, column: number, columns: number, total: number, signs: Signs): string {
  if (bar.kind === "blocked") return signs.blocked;
  const full = signs.left[8] ?? "#";
  if (total >= 15 / 16) return full;
  const from = bar.from * columns - column;
  const to = bar.to * columns - column;
  // It goes on to the right: the left edge is in this cell.
  if (to >= 1) return from >= 0.75 ? signs.rightEighth : signs.rightHalf;
  if (from > 0.5) return to - from < 0.2 ? signs.rightEighth : signs.rightHalf;
  return signs.left[Math.max(1, Math.round(total * 8))] ?? full;
}

function plotEnd(cells: Cell[], bar: Bar, signs: Signs): void {
  if (bar.end === "ok" || bar.end === undefined) return;
  const column = columnOf(bar.to, cells.length);
  cells[column] = {
    text: bar.end === "failed" ? signs.failed : signs.cut,
    style: { color: bar.color, bold: true },
  };
}

/** Lines of output and marks: a sign at the moment, and the line's text where there is room beside it. */
function plotLines(cells: Cell[], bars: readonly Bar[], signs: Signs): void {
  const lines = bars.filter(({ kind }) => kind === "line" || kind === "mark");
  for (const bar of lines) {
    const text = bar.kind === "line" ? signs.line : signs.mark;
    cells[columnOf(bar.from, cells.length)] = { text, style: { bold: true } };
  }
  const groups = groupByColumn(lines, cells.length);
  let free = 0;
  for (const [index, { column, texts }] of groups.entries()) {
    const next = groups[index + 1]?.column ?? cells.length;
    const right = next - column - (groups[index + 1] ? 2 : 1);
    const left = column - free;
    // All lines of the moment where they fit, else the last one, else as much of it as there is room for.
    const joined = texts.join(" / ");
    const text = widthOf(joined) <= Math.max(left, right) ? joined : (texts.at(-1) ?? "");
    const width = widthOf(text);
    const goesRight = width <= right || (width > left && right >= left);
    const room = goesRight ? right : left;
    if (width > 0 && (width <= room || room >= leastTextColumns)) {
      const shown = cutText(text, room, signs.ellipsis);
      const at = goesRight ? column + 1 : column - widthOf(shown);
      writeText(cells, at, shown, { dim: true });
      if (goesRight) free = at + widthOf(shown) + 1;
    }
    free = Math.max(free, column + 1);
  }
}

/** A text is not cut to less than this. */
const leastTextColumns = 16;

/** Lines that share a cell share a text. */
function groupByColumn(
  lines: readonly Bar[],
  columns: number,
): { column: number; texts: string[] }[] {
  const groups: { column: number; texts: string[] }[] = [];
  for (const { from, text } of lines) {
    const column = columnOf(from, columns);
    const last = groups.at(-1);
    const texts = text === undefined || text === "" ? [] : [text];
    if (last?.column === column) last.texts.push(...texts);
    else groups.push({ column, texts });
  }
  return groups;
}

/** A curve: in each cell the most during it, as high as the row's scale says. */
export function plotCurve(row: CurveRow, columns: number, signs: Signs): Cell[] {
  const cells = createCells(columns);
  const { lowest, highest } = row.scale;
  const most = Array.from({ length: columns }, () => lowest);
  for (const [index, step] of row.steps.entries()) {
    const first = columnOf(step.position, columns);
    const next = row.steps[index + 1]?.position ?? step.position;
    const last = Math.max(first, Math.min(columns - 1, Math.ceil(next * columns) - 1));
    for (let column = first; column <= last; column++) {
      most[column] = Math.max(most[column] ?? lowest, step.count);
    }
  }
  const full = signs.heights.length - 1;
  for (const [column, count] of most.entries()) {
    const share = (count - lowest) / (highest - lowest);
    const height = count === lowest ? 0 : Math.max(1, Math.round(share * full));
    cells[column] = { text: signs.heights[height] ?? " ", style: { color: "neutral" } };
  }
  return cells;
}
