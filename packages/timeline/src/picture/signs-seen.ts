import { isCurve } from "./picture.ts";
import type { Axis, Panel, Sign } from "./picture.ts";

/** Which signs a legend has to explain. */
export function collectSigns(panels: readonly Panel[], axis: Axis): Sign[] {
  const bars = panels.flatMap(({ rows }) => rows.flatMap((row) => (isCurve(row) ? [] : row.bars)));
  const seen: Record<Sign, boolean> = {
    work: bars.some(({ kind }) => kind === "work"),
    own: bars.some(({ kind }) => kind === "own"),
    wait: bars.some(({ kind }) => kind === "wait"),
    // Shorter than a hundredth of the picture is not seen as hatched.
    unread: bars.some(({ kind, from, to }) => kind === "unread" && to - from > 0.01),
    failed: bars.some(({ end }) => end === "failed"),
    cut: bars.some(({ end }) => end === "cut"),
    folded: axis.pieces.some(({ folded }) => folded),
  };
  const order: Sign[] = ["work", "own", "wait", "unread", "failed", "cut", "folded"];
  return order.filter((sign) => seen[sign]);
}
