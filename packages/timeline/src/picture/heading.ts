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
        latencyMs === undefined ? undefined : `latency ${formatDuration(latencyMs)}`,
        database &&
          (database.kind === "embedded" ? "embedded server" : `MongoDB ${database.version}`),
      ]
        .filter(Boolean)
        .join(", "),
    ),
  };
}

/** How the program ended, when it did not end well. */
export function describeEnd({ exitCode, signal, timedOut }: PicturedRun): string[] {
  if (timedOut) return ["Ended by its time limit: the picture stops there."];
  if (signal) return [`Ended by ${signal}: the picture stops there.`];
  if (exitCode) return [`Exit code ${exitCode}.`];
  return [];
}

/** What a thread is called: "thread" for the main one, as it is the one; others by name, else "worker 1" and so on. */
export function nameThread(number: number, thread: Thread | undefined): string {
  if (number === 0) return "thread";
  if (thread?.name !== undefined) return makeVisible(thread.name);
  return `${thread?.kind === "process" ? "process" : "worker"} ${number}`;
}
