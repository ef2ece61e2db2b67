import { runProgram, type Run } from "@samples/lab";
import { describeStructure, type PictureStructure } from "@samples/snippets";
import type { ListedProgram } from "../programs/program-index.ts";

/** What is kept of one run of a program. */
export interface RecordedRun {
  /** The lines on stdout, and a last one that says how it ended when that was not with exit code 0. */
  lines: string[];
  structure: PictureStructure;
  run: Run;
}

/** Runs a program on the embedded server, whatever the environment says: what is recorded must not depend on it. */
export async function recordRun(
  { file }: ListedProgram,
  signal: AbortSignal,
): Promise<RecordedRun> {
  const run = await runProgram(file, { mongo: "embedded", signal });
  const lines = run.output.filter(({ stream }) => stream === "stdout").map(({ text }) => text);
  const ending = describeEnding(run);
  if (ending) lines.push(ending);
  return { lines, structure: describeStructure(run.timeline, lines), run };
}

function describeEnding({ timedOut, exitCode, signal, outcome }: Run): string | undefined {
  // It was asked to end when it had answered.
  if (outcome.kind === "served") return undefined;
  if (timedOut) return "[does not end by itself]";
  if (exitCode === 0) return undefined;
  return signal ? `[ended by ${signal}]` : `[exit code ${exitCode}]`;
}
