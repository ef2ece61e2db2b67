import { mergeIntervals } from "../in-flight.ts";
import type { Operation } from "../slice-links.ts";
import { storyStartMs } from "../story.ts";
import type { Timeline } from "../timeline.ts";
import { judge } from "../verdict.ts";
import { describeRun } from "./describe-run.ts";
import { countOf, formatDuration } from "./durations.ts";

/** A run with a name, to be put beside another. */
export interface NamedRun {
  name: string;
  timeline: Timeline;
}

/** What can be said of a run beside another. */
export interface RunFigures {
  /** "10 queries". */
  what: string;
  /** Round trips in a chain: each began after the one before was over. */
  roundTrips: number;
  /** Most in flight at one moment. */
  peak: number;
  /** How long the main thread ran JavaScript, in ms. */
  threadBusyMs: number;
  /** The longest time for which it did not pause, in ms. */
  longestTurnMs: number;
  /** First operation sent to last one handled, in ms. */
  activeMs: number;
}

export function figuresOf(timeline: Timeline): RunFigures {
  const operations = timeline.operations().where(isNoTail);
  return {
    what: describeRun(timeline).what,
    roundTrips: operations.longestChain.length,
    peak: operations.peak,
    threadBusyMs: busySince(timeline, storyStartMs(timeline.spans(), timeline.links)),
    longestTurnMs: judge(timeline)?.longestTurnMs ?? 0,
    activeMs: timeline.activeMs,
  };
}

/** How long the main thread ran JavaScript from a moment on. */
function busySince(timeline: Timeline, beginMs: number): number {
  const shown = timeline
    .thread()
    .toArray()
    .filter(({ endMs }) => endMs > beginMs)
    .map(({ startMs, endMs }) => ({ startMs: Math.max(startMs, beginMs), endMs }));
  return mergeIntervals(shown).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

/** A getMore that waits for events is no round trip. */
function isNoTail(operation: Operation): boolean {
  return operation.lane !== "mongodb" || operation.awaitsData !== true;
}

/** Less than this many ms, or this many times, is noise. */
const leastDifference = { ms: 10, times: 1.3 };

/**
 * What differs between two runs, in their own terms: "06/one-by-one against 06/gather: 10 round trips in a row against 1, thread
 * busy 31 ms against 19 ms, 520 ms in all against 58 ms." Undefined for a single run.
 */
export function describeDifference(runs: readonly NamedRun[]): string | undefined {
  const [first, ...others] = runs;
  if (!first || others.length === 0) return undefined;
  return others.map((other) => describePair(first, other)).join(" ");
}

function describePair(one: NamedRun, other: NamedRun): string {
  const [a, b] = [figuresOf(one.timeline), figuresOf(other.timeline)];
  const said: string[] = [];
  const against = (first: string, second: string) => said.push(`${first} against ${second}`);
  if (a.what !== b.what) against(a.what, b.what);
  if (a.roundTrips !== b.roundTrips) {
    const first = countOf(a.roundTrips, "round trip");
    if (a.roundTrips > 1) against(`${first} in a row`, String(b.roundTrips));
    else against(first, `${b.roundTrips} in a row`);
  } else if (a.peak !== b.peak) {
    against(`at most ${a.peak} in flight`, String(b.peak));
  }
  const durations = [
    ["longest turn ", "longestTurnMs"],
    ["thread busy ", "threadBusyMs"],
    ["in all ", "activeMs"],
  ] as const;
  for (const [words, figure] of durations) {
    if (!isNoise(a[figure], b[figure])) {
      against(words + formatDuration(a[figure]), formatDuration(b[figure]));
    }
  }
  if (said.length === 0) {
    const order = describeOrder(one.timeline, other.timeline);
    if (order !== undefined) said.push(order);
  }
  const names = one.name === other.name ? "" : `${one.name} against ${other.name}: `;
  return said.length > 0
    ? `${names}${said.join(", ")}.`
    : `${names}no difference in what was asked, in round trips or on the thread.`;
}

function isNoise(a: number, b: number): boolean {
  const [low, high] = a < b ? [a, b] : [b, a];
  return high - low < leastDifference.ms || high < low * leastDifference.times;
}

/** Same operations, and their replies came in another order. */
function describeOrder(one: Timeline, other: Timeline): string | undefined {
  const [a, b] = [one, other].map((timeline) =>
    timeline
      .operations()
      .inOrderOfEnd()
      .map(({ name }) => name),
  );
  if (!a || !b || a.join() === b.join() || a.toSorted().join() !== b.toSorted().join()) {
    return undefined;
  }
  return "the same operations, and the replies came in another order";
}
