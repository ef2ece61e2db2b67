import type { Timeline } from "../timeline.ts";
import { countOf, formatRatio } from "./durations.ts";

const queryCommands = new Set(["find", "getMore", "aggregate", "count", "distinct"]);

/** What a run did and how: "10 queries", "one at a time". */
export interface RunDescription {
  what: string;
  how: string;
}

/** Describes the operations of a run: how many, of what sort, and how many at a time. */
export function describeRun(timeline: Timeline): RunDescription {
  const commands = timeline.mongodb();
  const requests = timeline.http();
  const operations = timeline.operations();
  const { length, peak } = operations;
  const what =
    requests.length === length && length > 0
      ? countOf(length, "request")
      : requests.length > 0 || length === 0
        ? countOf(length, "operation")
        : commands.toArray().every(({ command }) => queryCommands.has(command))
          ? countOf(length, "query", "queries")
          : countOf(length, "command");
  const how =
    length < 2
      ? ""
      : peak === 1
        ? "one at a time"
        : peak === length
          ? "all at once"
          : `at most ${peak} at once`;
  return { what, how };
}

/** A run with a name, to be put beside another. */
export interface NamedRun {
  name: string;
  timeline: Timeline;
}

/**
 * How long the operations of runs took beside the fastest of them, in one sentence:
 * "10 queries one at a time: 9.8 × as long as all at once."
 */
export function describeDifference(runs: readonly NamedRun[]): string | undefined {
  const [fastest, ...others] = runs.toSorted((a, b) => a.timeline.activeMs - b.timeline.activeMs);
  if (!fastest || others.length === 0) return undefined;
  const fast = describeRun(fastest.timeline);
  const sentences = others.toReversed().map((other) => {
    const slow = describeRun(other.timeline);
    const same = slow.what === fast.what;
    const alike = same && slow.how === fast.how;
    const subject = alike ? other.name : join(slow.what, slow.how);
    const object = alike ? fastest.name : same && fast.how ? fast.how : join(fast.what, fast.how);
    if (fastest.timeline.activeMs <= 0) return `${subject}: no time measured for ${object}.`;
    const ratio = other.timeline.activeMs / fastest.timeline.activeMs;
    return ratio < 1.05
      ? `${subject}: as long as ${object}.`
      : `${subject}: ${formatRatio(ratio)} × as long as ${object}.`;
  });
  return sentences.join(" ");
}

function join(what: string, how: string): string {
  return how ? `${what} ${how}` : what;
}
