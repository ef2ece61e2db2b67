import { ink } from "./ink.ts";
import type { Style } from "./ink.ts";
import { widthOf } from "../picture/safe-text.ts";

/** One column of a row. A wide character owns its column and an empty one after it. */
export interface Cell {
  text: string;
  style: Style;
}

/** A row of empty cells. */
export function createCells(count: number): Cell[] {
  return Array.from({ length: count }, () => ({ text: " ", style: {} }));
}

/** Writes `text` from column `at` on; what does not fit into the row is left out. */
export function writeText(cells: Cell[], at: number, text: string, style: Style): void {
  let column = at;
  for (const { segment } of new Intl.Segmenter("en").segment(text)) {
    const width = widthOf(segment);
    if (width === 0 || column < 0 || column + width > cells.length) continue;
    cells[column] = { text: segment, style };
    if (width === 2) cells[column + 1] = { text: "", style };
    column += width;
  }
}

/** The row as text, with one escape sequence for each stretch of one style. */
export function printCells(cells: readonly Cell[], colors: 0 | 16 | 256): string {
  let text = "";
  let stretch = "";
  let style: Style = {};
  for (const cell of cells) {
    if (!isSame(cell.style, style)) {
      text += ink(stretch, style, colors);
      stretch = "";
      style = cell.style;
    }
    stretch += cell.text;
  }
  return text + ink(stretch, style, colors);
}

function isSame(a: Style, b: Style): boolean {
  return a.color === b.color && a.behind === b.behind && a.dim === b.dim && a.bold === b.bold;
}
