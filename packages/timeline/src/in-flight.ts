/** A stretch of time; `endMs` is not part of it, unless it is the start as well. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/** From `atMs` on, `count` spans are in flight. */
export interface InFlightStep {
  atMs: number;
  count: number;
}

/**
 * How many of the intervals are in flight over time: one step at each moment at
 * which the number changes. One that ends where the next starts is not counted
 * with it; one of 0 ms counts at its moment.
 */
export function countInFlight(intervals: readonly Interval[]): InFlightStep[] {
  const changes = new Map<number, { ended: number; started: number; instant: number }>();
  const at = (ms: number) => {
    const change = changes.get(ms) ?? { ended: 0, started: 0, instant: 0 };
    changes.set(ms, change);
    return change;
  };
  for (const { startMs, endMs } of intervals) {
    if (endMs > startMs) {
      at(startMs).started++;
      at(endMs).ended++;
    } else {
      at(startMs).instant++;
    }
  }

  const steps: InFlightStep[] = [];
  let count = 0;
  for (const [atMs, change] of [...changes].toSorted(([a], [b]) => a - b)) {
    const before = count;
    count += change.started - change.ended;
    // An instant is a step up and a step down at the same moment.
    if (change.instant > 0) steps.push({ atMs, count: count + change.instant });
    if (change.instant > 0 || count !== before) steps.push({ atMs, count });
  }
  return steps;
}

/** The stretches during which at least one interval is in flight, in order. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { startMs, endMs } of intervals.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = merged.at(-1);
    if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else merged.push({ startMs, endMs });
  }
  return merged;
}

/** What both have in common; undefined when that is nothing. Touching ends have nothing in common. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  const startMs = Math.max(a.startMs, b.startMs);
  const endMs = Math.min(a.endMs, b.endMs);
  if (endMs > startMs) return { startMs, endMs };
  // A moment lies within an interval from its start up to, not including, its end.
  const moment = a.endMs === a.startMs ? a : b.endMs === b.startMs ? b : undefined;
  const other = moment === a ? b : a;
  if (!moment) return undefined;
  const within =
    moment.startMs >= other.startMs &&
    (moment.startMs < other.endMs || other.startMs === other.endMs) &&
    moment.startMs <= other.endMs;
  return within ? { startMs: moment.startMs, endMs: moment.startMs } : undefined;
}
