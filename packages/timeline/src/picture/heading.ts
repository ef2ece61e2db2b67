import type { Thread } from "../span.ts";
import type { Heading } from "./picture.ts";
import type { PicturedRun } from "./pictured-run.ts";
import { formatDuration } from "./durations.ts";
import { makeVisible } from "./safe-text.ts";

/** "06/gather" for a program of a chapter, else the file's own name. */
export function nameOf({ program = "" }: PicturedRun): string {
  const chapter = /(?:^|\/)chapters\/(\d+)-[^/]+\/src\/(.+)\.[cm]?[jt]s$/.exec(program);
  return makeVisible(chapter ? `${chapter[1]}/${chapter[2]}` : (program.split("/").at(-1) ?? ""));
}

/** What stands above the picture of a run. */
export function headingOf(run: PicturedRun, heading: string | undefined): Heading {
  if (heading !== undefined) return { name: makeVisible(heading), detail: "" };
  const { title, latencyMs, database } = run;
  return {
    name: nameOf(run),
    detail: makeVisible(
      [
        title,
        latencyMs === undefined || run.timeline.operations().length === 0
          ? undefined
          : `latency ${formatDuration(latencyMs)}`,
        database &&
          (database.kind === "embedded" ? "embedded server" : `MongoDB ${database.version}`),
      ]
        .filter(Boolean)
        .join(", "),
    ),
  };
}

/** How the program ended, when it did not end well. */
export function describeEnd({ exitCode, signal, timedOut, outcome }: PicturedRun): string[] {
  if (outcome?.kind === "served") return [];
  if (timedOut) return ["Ended by its time limit: the picture stops there."];
  if (signal) return [`Ended by ${signal}: the picture stops there.`];
  if (exitCode) return [`Exit code ${exitCode}.`];
  return [];
}

/**
 * Returns the name of each thread: "thread" for the main one where it is the only one. Workers and processes are named for their file
 * where these differ, else counted: "worker", "worker 2", "process import.ts".
 */
export function nameThreads(
  numbers: readonly number[],
  known: readonly Thread[],
): Map<number, string> {
  const threads = new Map(known.map((thread) => [thread.number, thread]));
  const kindOf = (number: number) =>
    threads.get(number)?.kind === "process" ? "process" : "worker";
  const names = new Map<number, string>();
  const others = numbers.filter((number) => number !== 0);
  if (numbers.includes(0)) names.set(0, others.length === 0 ? "thread" : "main thread");
  for (const kind of ["worker", "process"] as const) {
    const ofKind = others.filter((number) => kindOf(number) === kind);
    const files = new Set(ofKind.map((number) => threads.get(number)?.name));
    for (const [index, number] of ofKind.entries()) {
      const file = threads.get(number)?.name;
      const isTelling = files.size === ofKind.length && ofKind.length > 1 && file !== undefined;
      const suffix = isTelling ? ` ${file}` : ofKind.length > 1 ? ` ${index + 1}` : "";
      names.set(number, makeVisible(kind + suffix));
    }
  }
  return names;
}
