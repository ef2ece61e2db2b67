import type { Bar } from "./picture.ts";

/** Finer than any renderer shows: a page 1 400 px wide has about as many pixels. */
const resolution = 1 / 2000;

/** So few are drawn as they are, each with its own title. */
const fewBars = 500;

/**
 * Joins bars of one kind and owner that touch at this resolution, so that a million slices are a few thousand
 * bars; what lies wholly under a bar of another owner is left out.
 */
export function mergeBars(bars: readonly Bar[]): Bar[] {
  if (bars.length < fewBars) return [...bars];
  const byKind = new Map<Bar["kind"], Bar[]>();
  for (const bar of bars) {
    const ofKind = byKind.get(bar.kind);
    if (ofKind) ofKind.push(bar);
    else byKind.set(bar.kind, [bar]);
  }
  return [...byKind.values()].flatMap(mergeKind);
}

function mergeKind(bars: readonly Bar[]): Bar[] {
  const merged: { bar: Bar; count: number }[] = [];
  for (const bar of bars.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (!last || bar.from - last.bar.to >= resolution) {
      merged.push({ bar: { ...bar }, count: 1 });
    } else if (bar.colour === last.bar.colour) {
      last.count++;
      last.bar.endMs = Math.max(last.bar.endMs, bar.endMs);
      last.bar.to = Math.max(last.bar.to, bar.to);
      // A failure must not vanish among what went well.
      if (bar.end !== "ok" && bar.end !== undefined) last.bar.end = bar.end;
    } else if (bar.to - last.bar.to >= resolution) {
      merged.push({ bar: { ...bar }, count: 1 });
    }
  }
  return merged.map(({ bar, count }) =>
    count === 1
      ? bar
      : { ...bar, details: [`${count} that are too close together to be drawn apart`] },
  );
}
