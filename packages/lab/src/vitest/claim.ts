import { layOutPicture, renderTerminal } from "@samples/timeline";
import { describe, expect, test } from "vitest";
import type { Run, RunOptions } from "../run.ts";
import { resolveChoice, type ClaimedProgram, type ProgramChoice } from "./claimed-program.ts";
import { assertExpectedEnd } from "./expected-end.ts";
import { isAssertionError } from "./is-assertion-error.ts";
import { createSharedRuns } from "./shared-runs.ts";
import { claimOrders, type OrdersClaimOptions } from "./claim-orders.ts";
import type { OrderedRun } from "../orders/explore-program.ts";
import { LabError } from "../lab-error.ts";
import { runProgram } from "../run-program.ts";

/** Options of a claim; those of `RunOptions` hold for all of its runs. */
export interface ClaimOptions extends RunOptions {
  /** The program for which the claim holds: a file in the `src/` of the test's package. */
  holds: ProgramChoice;
  /** The program for which it must fail: a file of `src/`, or a wrong variant in "../test/twins/". */
  fails: ProgramChoice;
}

/** Options of a claim about every order in which the database and the weather API may answer. */
export interface ClaimAboutOrders extends OrdersClaimOptions {
  orders: "all";
  /** The program for which the claim holds in every order. */
  holds: string | ({ program: string } & OrdersClaimOptions);
  /** The program for which it fails in at least one order. */
  fails: string | ({ program: string } & OrdersClaimOptions);
}

/** A run may wait for the runs before it, each up to its own time limit, in ms. */
const testTimeoutMs = 180_000;

/** For all test files of this worker: the same program need not run again for another file. */
const getRun = createSharedRuns(runProgram);

/**
 * Registers two tests: the predicate holds for one program, and an assertion in it fails for the other. An error
 * that is no failed assertion is a broken claim, and fails both.
 *
 * With `orders: "all"` the programs run once for every order in which the database and the weather API may answer: the predicate must hold in
 * each order of the one, and fail in at least one order of the other.
 */
export function claim(
  name: string,
  options: ClaimAboutOrders,
  predicate: (run: OrderedRun) => void | Promise<void>,
): void;
export function claim(
  name: string,
  options: ClaimOptions,
  predicate: (run: Run) => void | Promise<void>,
): void;
export function claim(
  name: string,
  options: ClaimOptions | ClaimAboutOrders,
  predicate: (run: OrderedRun) => void | Promise<void>,
): void {
  if ("orders" in options) {
    const { orders: _all, holds, fails, ...common } = options;
    const programs = resolveBoth(name, holds, fails, common);
    claimOrders(name, programs.right, programs.wrong, predicate);
    return;
  }
  const { holds, fails, ...common } = options;
  const { right, wrong } = resolveBoth<RunOptions>(name, holds, fails, common);
  claimRun(name, right, wrong, predicate as (run: Run) => void | Promise<void>);
}

/** @throws Error outside of a test file, and for two programs that are the same */
function resolveBoth<Options extends object>(
  name: string,
  holds: string | ({ program: string } & Options),
  fails: string | ({ program: string } & Options),
  common: Options,
): { right: ClaimedProgram<Options>; wrong: ClaimedProgram<Options> } {
  const testFile = expect.getState().testPath;
  if (testFile === undefined) throw new Error("Cannot make a claim outside of a test file");

  const right = resolveChoice(holds, common, testFile);
  const wrong = resolveChoice(fails, common, testFile);
  if (right.key === wrong.key) {
    throw new Error(`Cannot claim "${name}" as it holds for and fails for the same: ${right.name}`);
  }
  return { right, wrong };
}

function claimRun(
  name: string,
  right: ClaimedProgram,
  wrong: ClaimedProgram,
  predicate: (run: Run) => void | Promise<void>,
): void {
  async function check(program: ClaimedProgram, skip: (note: string) => never): Promise<Run> {
    const run = await getRun(program).catch((error: unknown) => {
      if (!(error instanceof LabError && error.code === "needs-server")) throw error;
      // Said aloud: a claim that was not asked about is no claim that holds.
      console.warn(`SKIPPED ${program.name}: "${name}". ${error.message}`);
      return skip(error.message);
    });
    await assertExpectedEnd(program, run);
    await predicate(run);
    return run;
  }

  // Concurrent: the programs mostly wait, and what runs beside what is decided by the shared runs.
  describe.concurrent(name, () => {
    test(`holds for ${right.name}`, { timeout: testTimeoutMs }, async ({ skip }) => {
      await check(right, skip);
    });

    test(`fails for ${wrong.name}`, { timeout: testTimeoutMs }, async ({ skip }) => {
      let run: Run;
      try {
        run = await check(wrong, skip);
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
  return renderTerminal(layOutPicture(run), { columns: 100, colors: 0 });
}
