import type { SliceLinks } from "./slice-links.ts";
import type { Span } from "./span.ts";

/**
 * When a run begins to have something to tell: with the slice that sends the first operation, or with the first line of output.
 * Before that the process starts and the driver connects. -Infinity for a run without operations, which is told whole.
 */
export function storyStartMs(spans: Iterable<Span>, { senderOf }: SliceLinks): number {
  let startMs = Infinity;
  let hasOperations = false;
  for (const span of spans) {
    if (span.lane === "thread") continue;
    hasOperations ||= span.lane !== "output";
    const isSent = span.lane === "mongodb" || span.lane === "http";
    const sender = isSent ? senderOf.get(span) : undefined;
    startMs = Math.min(startMs, sender?.startMs ?? span.startMs);
  }
  return hasOperations ? startMs : -Infinity;
}
