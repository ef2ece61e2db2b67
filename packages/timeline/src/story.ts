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

/**
 * When a run has told all that it has to tell: with the last thing but what the runtime does once the program is through
 * (sockets that close, the exit). Infinity where there is nothing but that: then it is what there is to tell.
 */
export function storyEndMs(spans: Iterable<Span>, links: SliceLinks): number {
  let endMs = -Infinity;
  for (const span of spans) if (!isClosing(span, links)) endMs = Math.max(endMs, span.endMs);
  return endMs === -Infinity ? Infinity : endMs;
}

function isClosing(span: Span, { sent }: SliceLinks): boolean {
  return (
    span.lane === "thread" &&
    (span.cause.kind === "other" || span.cause.kind === "immediate") &&
    !sent.get(span)?.some((operation) => !operation.internal)
  );
}
