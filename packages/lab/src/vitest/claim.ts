import { layOutPicture, renderTerminal } from "@samples/timeline";
import { describe, expect, test } from "vitest";
import type { Run, RunOptions } from "../run.ts";
import { resolveChoice, type ClaimedProgram, type ProgramChoice } from "./claimed-program.ts";
import { assertExpectedEnd } from "./expected-end.ts";
import { isAssertionError } from "./is-assertion-error.ts";
import { createSharedRuns } from "./shared-runs.ts";

/** Options of a claim; those of `RunOptions` hold for all of its runs. */
export interface ClaimOptions extends RunOptions {
  /** The program for which the claim holds: a file in the `src/` of the test's package. */
  holds: ProgramChoice;
  /** The program for which it must fail: a file of `src/`, or a wrong variant in "../test/twins/". */
  fails: ProgramChoice;
}

/** A run may wait for the runs before it, each up to its own time limit, in ms. */
const testTimeoutMs = 180_000;

/** For all test files of this worker: the same program need not run again for another file. */
const getRun = createSharedRuns();

/**
 * Registers two tests: the predicate holds for one program, and an assertion in it fails for the other. An error
 * that is no failed assertion is a broken claim, and fails both.
 */
export function claim(
  name: string,
  { holds, fails, ...common }: ClaimOptions,
  predicate: (run: Run) => void | Promise<void>,
): void {
  const testFile = expect.getState().testPath;
  if (testFile === undefined) throw new Error("Cannot make a claim outside of a test file");

  const right = resolveChoice(holds, common, testFile);
  const wrong = resolveChoice(fails, common, testFile);
  if (right.key === wrong.key) {
    throw new Error(`Cannot claim "${name}" as it holds for and fails for the same: ${right.name}`);
  }

  async function check(program: ClaimedProgram): Promise<Run> {
    const run = await getRun(program);
    await assertExpectedEnd(program, run);
    await predicate(run);
    return run;
  }

  // Concurrent: the programs mostly wait, and what runs beside what is decided by the shared runs.
  describe.concurrent(name, () => {
    test(`holds for ${right.name}`, { timeout: testTimeoutMs }, async () => {
      await check(right);
    });

    test(`fails for ${wrong.name}`, { timeout: testTimeoutMs }, async () => {
      let run: Run;
      try {
        run = await check(wrong);
      } catch (error) {
        if (isAssertionError(error)) return;
        throw error;
      }
      expect.fail(
        [
          `The claim "${name}" holds for ${wrong.name}, too: it says nothing about ${right.name}.`,
          "Claim what only the right program does, or choose another wrong one. What it did:",
          "",
          draw(run),
        ].join("\n"),
      );
    });
  });
}

function draw(run: Run): string {
  return renderTerminal(layOutPicture(run), { columns: 100, colours: 0 });
}
