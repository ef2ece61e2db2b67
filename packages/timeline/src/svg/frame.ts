import { hasLetter, isCurve } from "../picture/picture.ts";
import type { Panel, Row } from "../picture/picture.ts";
import { widthOf } from "../picture/safe-text.ts";

/** Where things stand in a drawn picture, in pixels. */
export interface Frame {
  width: number;
  margin: number;
  labelColumns: number;
  /** Left and right edge of the bars. */
  left: number;
  right: number;
}

/** Width of a character of the labels, which are set in a monospaced face of 12 px. */
export const characterPx = 7.23;
/** The same for the small size of 11 px. */
export const smallCharacterPx = 6.63;

/** Narrower pictures show no durations. */
export const narrowPx = 560;

/** How far what a request asked for is moved in below it. */
export const indentPx = 14;

const margin = 16;
const chipPx = 22;

/** Shares a width out between labels, bars and values. */
export function createFrame(panels: readonly Panel[], width: number): Frame {
  const rows = panels.flatMap((panel) => panel.rows);
  const widest = (texts: string[], most: number) =>
    Math.min(most, Math.max(0, ...texts.map(widthOf)));
  const most = Math.floor((width * 0.26) / characterPx);
  const labelColumns = widest(
    rows.map((row) => (hasLetter(row) && row.isOfRequest ? `${row.label}  ` : row.label)),
    most,
  );
  // On a narrow page the bars need the room more than the durations do.
  const valueColumns =
    width < narrowPx
      ? 0
      : widest(
          rows.map(({ value }) => value),
          19,
        );
  return {
    width,
    margin,
    labelColumns,
    left: Math.round(margin + chipPx + labelColumns * characterPx + 10),
    right: Math.round(width - margin - valueColumns * smallCharacterPx - 10),
  };
}

/** Height of a row in pixels. */
export function heightOf(row: Row): number {
  return row.kind === "thread" || isCurve(row) ? 34 : 22;
}

/** The horizontal place of a position from 0 to 1. */
export function xOf(frame: Frame, position: number): number {
  return frame.left + position * (frame.right - frame.left);
}
