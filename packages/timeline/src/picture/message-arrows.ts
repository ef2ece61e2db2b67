import type { Context } from "./context.ts";
import { formatDuration } from "./durations.ts";
import type { Arrow, Row } from "./picture.ts";

/** Arrows that lie closer together than this, as a share of the axis, have heads that overlap. */
const leastApart = 0.02;

/** The messages between threads that have a row each; of those that would lie on each other, the first. */
export function layOutArrows(context: Context, rows: readonly Row[]): Arrow[] {
  const rowOf = new Map<number, number>();
  for (const [index, row] of rows.entries()) {
    if (row.kind !== "thread") continue;
    for (const span of row.spans) if (span.lane === "thread") rowOf.set(span.thread, index);
  }
  const last = new Map<string, Arrow>();
  return context.scene.run.timeline.messages.flatMap(({ from, to, sentMs, receivedMs }) => {
    const [fromRow, toRow] = [rowOf.get(from), rowOf.get(to)];
    if (fromRow === undefined || toRow === undefined || fromRow === toRow) return [];
    const { from: left, to: right } = context.place({ startMs: sentMs, endMs: receivedMs });
    const way = `${fromRow}-${toRow}`;
    const before = last.get(way);
    if (before && Math.max(left - before.from, right - before.to) < leastApart) return [];
    const [sender, receiver] = [rows[fromRow]?.label, rows[toRow]?.label];
    const arrow: Arrow = {
      fromRow,
      toRow,
      from: left,
      to: right,
      title: `a message from ${sender} to ${receiver}: handled ${formatDuration(receivedMs - sentMs)} after it was sent`,
    };
    last.set(way, arrow);
    return [arrow];
  });
}
