import type { Bar } from "./picture.ts";

/** Finer than any renderer shows: a page 1 400 px wide has about as many pixels. */
const resolution = 1 / 2000;

/**
 * Joins neighbours of one kind and owner that touch at this resolution, and leaves out what lies wholly
 * under its neighbour, so that a million slices are a few thousand bars.
 */
export function mergeBars(bars: readonly Bar[]): Bar[] {
  if (bars.length < 500) return [...bars];
  const merged: Bar[] = [];
  for (const bar of bars) {
    const last = merged.at(-1);
    const touches = last && bar.from - last.to < resolution;
    if (touches && bar.kind === last.kind && bar.colour === last.colour && bar.kind !== "wait") {
      merged[merged.length - 1] = {
        ...last,
        endMs: Math.max(last.endMs, bar.endMs),
        to: Math.max(last.to, bar.to),
      };
    } else if (!touches || bar.to - last.to >= resolution) {
      merged.push(bar);
    }
  }
  return merged;
}
