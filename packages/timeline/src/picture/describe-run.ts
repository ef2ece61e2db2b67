import type { Operation } from "../slice-links.ts";
import type { Timeline } from "../timeline.ts";
import { countOf } from "./durations.ts";

const queryCommands = new Set(["find", "getMore", "aggregate", "count", "distinct"]);

/** What a run did and how: "10 queries", "one at a time". */
export interface RunDescription {
  what: string;
  how: string;
}

/** Describes the operations of a run, or those that are chosen: how many, of what sort, and how many at a time. */
export function describeRun(
  timeline: Timeline,
  isChosen: (operation: Operation) => boolean = () => true,
): RunDescription {
  const commands = timeline.mongodb().where(isChosen);
  const requests = timeline.http().where(isChosen);
  const operations = timeline
    .operations()
    .where(isChosen)
    .where((one) => one.lane === "http" || one.awaitsData !== true);
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
