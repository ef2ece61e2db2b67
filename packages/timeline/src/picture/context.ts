import { positionOf } from "./axis.ts";
import type { InFlightStep, Interval } from "../in-flight.ts";
import type { Operation } from "../slice-links.ts";
import type { Span } from "../span.ts";
import type { Timeline } from "../timeline.ts";
import { formatDuration } from "./durations.ts";
import { resolution } from "./merge-bars.ts";
import type { Axis, Bar, Step } from "./picture.ts";
import { makeVisible } from "./safe-text.ts";
import type { Scene } from "./scene.ts";

/** What ties an operation's row to its slices of the thread. */
export interface Letter {
  letter: string;
  color: number;
}

/** Where an interval of the record stands in the picture. */
export type Place = (interval: Interval) => Pick<Bar, "startMs" | "endMs" | "from" | "to">;

/** What all rows of a panel need to know. */
export interface Context {
  scene: Scene;
  place: Place;
  letters: ReadonlyMap<Operation, Letter>;
  /** By the numbers of the requests to the program's own server. */
  requestLetters: ReadonlyMap<number, Letter>;
  highlighted: ReadonlySet<Span>;
  /** Names of the collections that are asked. */
  collections: ReadonlySet<string | undefined>;
  links: Timeline["links"];
}

export function createPlace({ originMs }: Scene, axis: Axis): Place {
  return (interval) => {
    const startMs = interval.startMs - originMs;
    const endMs = interval.endMs - originMs;
    return { startMs, endMs, from: positionOf(axis, startMs), to: positionOf(axis, endMs) };
  };
}

/**
 * Steps of an in-flight curve at their places. Within what is too narrow to be drawn, the highest and the last
 * stand for all.
 */
export function placeSteps({ place }: Context, steps: readonly InFlightStep[]): Step[] {
  const placed: Step[] = [];
  let start = -1;
  for (const { atMs, count } of steps) {
    const position = place({ startMs: atMs, endMs: atMs }).from;
    const [highest, last] = [placed[start], placed.at(-1)];
    if (!highest || !last || position - highest.position >= resolution) {
      start = placed.length;
      placed.push({ position, count });
    } else if (placed.length - start < 3) {
      placed.push({ position, count });
    } else {
      const middle = placed[start + 1];
      if (middle) middle.count = Math.max(middle.count, last.count);
      last.position = position;
      last.count = count;
    }
  }
  return placed;
}

/** "from 3 ms to 53 ms", on the picture's axis. */
export function timesOf({ scene }: Context, { startMs, endMs }: Interval): string {
  return `from ${formatDuration(startMs - scene.originMs)} to ${formatDuration(endMs - scene.originMs)}`;
}

/** "3 × find packages, insert orders". */
export function summarize(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const parts = [...counts].map(([name, count]) =>
    makeVisible(count === 1 ? name : `${count} × ${name}`),
  );
  const shown = parts.slice(0, 4);
  return parts.length > 4 ? `${shown.join(", ")} and ${parts.length - 4} more` : shown.join(", ");
}
