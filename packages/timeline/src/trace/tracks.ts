import type { Interval } from "../in-flight.ts";

/**
 * Spreads intervals over as few tracks as it takes that none overlaps another on its track: a track of the trace
 * event format is a stack, and two that overlap without one being inside the other are not valid there.
 */
export function spreadOverTracks<T extends Interval>(intervals: readonly T[]): T[][] {
  const tracks: T[][] = [];
  for (const interval of intervals.toSorted((a, b) => a.startMs - b.startMs)) {
    const free = tracks.find((track) => (track.at(-1)?.endMs ?? 0) <= interval.startMs);
    if (free) free.push(interval);
    else tracks.push([interval]);
  }
  return tracks;
}
