import { mergeIntervals, type Interval } from "./in-flight.ts";
import { formatDuration } from "./picture/durations.ts";
import type { RequestSpan } from "./span.ts";
import type { Timeline } from "./timeline.ts";

/** Where the time of a request went, in ms. Together they are the whole of it. */
export interface RequestParts {
  /** The thread worked for it. */
  threadMs: number;
  /** The thread rested, or worked for others, and something that the request had asked for was under way. */
  queriesMs: number;
  /** It could have gone on, and the thread was busy with something else. */
  waitedMs: number;
  /** None of these: the answer was on its way, a timer ran, a file was read. */
  otherMs: number;
}

/** Takes the time of a request apart. */
export function partsOfRequest(timeline: Timeline, request: RequestSpan): RequestParts {
  const whole = { startMs: request.startMs, endMs: request.endMs };
  const slices = timeline.thread({ thread: "all", internal: true }).toArray();
  const own = clip(
    slices.filter((slice) => slice.request === request.number),
    whole,
  );
  const asked = subtract(clip(timeline.operationsOf(request).toArray(), whole), own);
  const busy = subtract(
    clip(
      slices.filter(({ thread }) => thread === 0),
      whole,
    ),
    mergeIntervals([...own, ...asked]),
  );
  const threadMs = lengthOf(own);
  const queriesMs = lengthOf(asked);
  const waitedMs = lengthOf(busy);
  const otherMs = Math.max(0, whole.endMs - whole.startMs - threadMs - queriesMs - waitedMs);
  return { threadMs, queriesMs, waitedMs, otherMs };
}

/** "112 ms: 4.5 ms on the thread, 104 ms for what it asked for, 3 ms waiting for the thread" */
export function sayRequestParts(timeline: Timeline, request: RequestSpan): string {
  const { threadMs, queriesMs, waitedMs, otherMs } = partsOfRequest(timeline, request);
  const said = [
    [threadMs, "on the thread"],
    [queriesMs, "for what it asked for"],
    [waitedMs, "waiting for the thread"],
    [otherMs, "for the rest"],
  ] as const;
  const parts = said
    .filter(([ms]) => ms >= 0.05)
    .map(([ms, words]) => `${formatDuration(ms)} ${words}`);
  const total = formatDuration(request.endMs - request.startMs);
  return parts.length === 0 ? total : `${total}: ${parts.join(", ")}`;
}

/** The parts of intervals that lie within another one, merged. */
function clip(intervals: readonly Interval[], { startMs, endMs }: Interval): Interval[] {
  return mergeIntervals(
    intervals
      .map((one) => ({
        startMs: Math.max(startMs, one.startMs),
        endMs: Math.min(endMs, one.endMs),
      }))
      .filter((one) => one.endMs > one.startMs),
  );
}

/** What of merged intervals lies in none of the others, which are merged as well. */
function subtract(intervals: readonly Interval[], others: readonly Interval[]): Interval[] {
  return intervals.flatMap(({ startMs, endMs }) => {
    const left: Interval[] = [];
    let fromMs = startMs;
    for (const other of others) {
      if (other.endMs <= fromMs || other.startMs >= endMs) continue;
      if (other.startMs > fromMs) left.push({ startMs: fromMs, endMs: other.startMs });
      fromMs = Math.max(fromMs, other.endMs);
    }
    return fromMs < endMs ? [...left, { startMs: fromMs, endMs }] : left;
  });
}

function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}
