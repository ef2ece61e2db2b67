import { isCurve } from "./picture.ts";
import type { Axis, Bar, Panel, Sign } from "./picture.ts";

/** What is shorter than this share of the picture is not seen as what it is. */
export const leastShown = 0.01;

const order: readonly Sign[] = [
  "work",
  "serve",
  "own",
  "blocked",
  "message",
  "send",
  "wait",
  "server",
  "await",
  "event",
  "unread",
  "torn",
  "failed",
  "cut",
  "folded",
];

/** Kinds of bars that are a sign where they are wide enough to be told. */
const shortIsUnseen: ReadonlySet<Bar["kind"]> = new Set(["unread", "server", "blocked", "torn"]);

/** Which signs a legend has to explain. */
export function collectSigns(panels: readonly Panel[], axis: Axis): Sign[] {
  const seen = new Set<string>();
  if (panels.some(({ arrows }) => arrows.length > 0)) seen.add("message");
  for (const row of panels.flatMap(({ rows }) => rows)) {
    if (isCurve(row)) continue;
    if (row.kind === "request" && row.bars.some(({ kind }) => kind === "work")) seen.add("serve");
    for (const { kind, end, from, to } of row.bars) {
      // A start of a wait is part of its line; on a thread it stands by itself.
      if (kind === "send" && row.kind !== "thread") continue;
      if (!shortIsUnseen.has(kind) || to - from > leastShown) seen.add(kind);
      if (end !== undefined) seen.add(end);
    }
  }
  if (axis.pieces.some(({ folded }) => folded)) seen.add("folded");
  return order.filter((sign) => seen.has(sign));
}
