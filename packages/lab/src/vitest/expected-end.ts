import { readFile } from "node:fs/promises";
import { readProgramHeader, type ProgramHeader } from "../program/program-header.ts";
import type { Run } from "../run.ts";
import type { ClaimedProgram } from "./claimed-program.ts";

/**
 * Checks that a program ended as its header says: by itself with code 0, with the code of `@exits`, or not at all
 * (`@hangs`). A program that broke early has no spans, and a claim would fail for it without meaning anything.
 *
 * @throws Error that shows the end of its output
 */
export async function assertExpectedEnd(program: ClaimedProgram, run: Run): Promise<void> {
  const expected = expectedEnd(readProgramHeader(await readFile(program.path, "utf8")));
  if (expected === describeEnd(run)) return;

  const tail = run.output.slice(-12).map((line) => `  ${line.text}`);
  throw new Error(
    [
      `${program.name} was to ${expected} by its header: ${run.outcome.sentence}`,
      "Nothing can be claimed about this run. The end of its output:",
      ...(tail.length > 0 ? tail : ["  (none)"]),
    ].join("\n"),
  );
}

/** Returns what a program is to do at its end by its header. */
export function expectedEnd({ hangs, exits }: ProgramHeader): string {
  return hangs ? "hang" : `exit with code ${exits ?? 0}`;
}

/** Returns what it did. */
export function describeEnd({ timedOut, exitCode, outcome }: Run): string {
  // It ended because it was asked to.
  if (outcome.kind === "served") return "exit with code 0";
  return timedOut ? "hang" : `exit with code ${exitCode}`;
}
