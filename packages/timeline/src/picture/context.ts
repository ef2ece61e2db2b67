import { positionOf } from "./axis.ts";
import type { Interval } from "../in-flight.ts";
import type { Operation } from "../slice-links.ts";
import type { Span } from "../span.ts";
import type { Timeline } from "../timeline.ts";
import { formatDuration } from "./durations.ts";
import type { Axis, Bar, Step } from "./picture.ts";
import { makeVisible } from "./safe-text.ts";
import type { Scene } from "./scene.ts";

/** What ties an operation's row to its slices of the thread. */
export interface Letter {
  letter: string;
  colour: number;
}

/** Where an interval of the record stands in the picture. */
export type Place = (interval: Interval) => Pick<Bar, "startMs" | "endMs" | "from" | "to">;

/** What all rows of a panel need to know. */
export interface Context {
  scene: Scene;
  place: Place;
  letters: ReadonlyMap<Operation, Letter>;
  highlighted: ReadonlySet<Span>;
  links: Timeline["links"];
}

export function createPlace({ originMs }: Scene, axis: Axis): Place {
  return (interval) => {
    const startMs = interval.startMs - originMs;
    const endMs = interval.endMs - originMs;
    return { startMs, endMs, from: positionOf(axis, startMs), to: positionOf(axis, endMs) };
  };
}

export function placeSteps(
  { place }: Context,
  steps: readonly { atMs: number; count: number }[],
): Step[] {
  return steps.map(({ atMs, count }) => ({
    position: place({ startMs: atMs, endMs: atMs }).from,
    count,
  }));
}

/** "from 3 ms to 53 ms", on the picture's axis. */
export function timesOf({ scene }: Context, { startMs, endMs }: Interval): string {
  return `from ${formatDuration(startMs - scene.originMs)} to ${formatDuration(endMs - scene.originMs)}`;
}

/** "3 × find packages, insert orders". */
export function summarise(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const parts = [...counts].map(([name, count]) =>
    makeVisible(count === 1 ? name : `${count} × ${name}`),
  );
  const shown = parts.slice(0, 4);
  return parts.length > 4 ? `${shown.join(", ")} and ${parts.length - 4} more` : shown.join(", ");
}
