import { layOutPicture, renderTerminal } from "@samples/timeline";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import {
  exploreProgram,
  type ExploreProgramOptions,
  type OrderedRun,
  type OrdersResult,
} from "../orders/explore-program.ts";
import { replayCommand, typedName } from "../orders/replay-command.ts";
import { readProgramHeader } from "../program/program-header.ts";
import type { ClaimedProgram } from "./claimed-program.ts";
import { describeEnd, expectedEnd } from "./expected-end.ts";
import { isAssertionError } from "./is-assertion-error.ts";
import { createSharedRuns } from "./shared-runs.ts";

/** What a claim about every order can set. */
export type OrdersClaimOptions = Pick<
  ExploreProgramOptions,
  "cuts" | "fine" | "timersMs" | "reduction" | "limit" | "mongo" | "env" | "timeLimitMs"
>;

/** More orders than this are not tried for one claim. A fifth of a second each, on a machine that has nothing else to do. */
const defaultLimit = 300;
const totalTimeMs = 240_000;
const testTimeoutMs = 600_000;

const getOrders = createSharedRuns((path, options) => exploreProgram(path, options));

type Predicate = (run: OrderedRun) => void | Promise<void>;

/** An order in which the claim does not hold. */
interface Counterexample {
  run: OrderedRun;
  error: Error;
}

/** Registers two tests: the predicate holds in every order of one program, and fails in at least one of the other. */
export function claimOrders(
  name: string,
  right: ClaimedProgram<OrdersClaimOptions>,
  wrong: ClaimedProgram<OrdersClaimOptions>,
  predicate: Predicate,
): void {
  describe.concurrent(name, () => {
    test(`holds for ${right.name} in every order`, { timeout: testTimeoutMs }, async () => {
      const { result, failure } = await examine(right, predicate);
      if (failure) {
        expect.fail(
          [
            `The claim "${name}" does not hold for ${right.name} in the order ${failure.run.order}:`,
            failure.error.message,
            "",
            show(failure.run, right),
          ].join("\n"),
        );
      }
      if (!result.complete) {
        throw new Error(
          `Nothing is proved about ${right.name}: ${howMany(result)}. ${whyIncomplete(result)}`,
        );
      }
    });

    test(
      `fails for ${wrong.name} in some order`,
      { timeout: testTimeoutMs },
      async ({ annotate }) => {
        const { result, failure } = await examine(wrong, predicate);
        if (failure) {
          await annotate(`${failure.error.message}\n\n${show(failure.run, wrong)}`);
          return;
        }
        const [first] = result.runs;
        expect.fail(
          [
            `The claim "${name}" holds for ${wrong.name}, too, in ${howMany(result)}: it says nothing about ${right.name}.`,
            "Claim what only the right program does, or choose another wrong one.",
            ...(first ? ["", show(first, wrong)] : []),
          ].join("\n"),
        );
      },
    );
  });
}

/** @throws Error when nothing can be said about the program: it does not even end as its header says in its first order */
async function examine(
  program: ClaimedProgram<OrdersClaimOptions>,
  predicate: Predicate,
): Promise<{ result: OrdersResult; failure?: Counterexample }> {
  const result = await getOrders(withLimits(program));
  console.info(`${program.name}: ${howMany(result)} in ${(result.tookMs / 1000).toFixed(1)} s`);
  const expected = expectedEnd(readProgramHeader(await readFile(program.path, "utf8")));
  for (const [index, run] of result.runs.entries()) {
    const isBroken = run.steps.some(({ key }) => key.endsWith("x"));
    // A program whose connection broke may end as it likes: what it leaves behind counts.
    if (!isBroken && describeEnd(run) !== expected) {
      const error = new Error(
        `It was to ${expected} by its header: ${run.outcome.sentence}\n${run.output.map(({ text }) => text).join("\n")}`,
      );
      if (index === 0) throw error;
      return { result, failure: { run, error } };
    }
    try {
      await predicate(run);
    } catch (error) {
      if (!isAssertionError(error)) throw error;
      return { result, failure: { run, error: error as Error } };
    }
  }
  return { result };
}

function withLimits(
  program: ClaimedProgram<OrdersClaimOptions>,
): ClaimedProgram<ExploreProgramOptions> {
  return { ...program, options: { limit: defaultLimit, totalTimeMs, ...program.options } };
}

function howMany({ complete, tried, atLeast, random }: OrdersResult): string {
  if (complete) return tried === 1 ? "its only order" : `all ${tried} orders`;
  const how = random > 0 ? ` (${random} of them at random)` : "";
  return `${tried} orders${how} of at least ${atLeast}`;
}

function whyIncomplete({ diverged, stoppedBy }: OrdersResult): string {
  const [first] = diverged;
  if (first) {
    return `After ${first.order || "its start"} it did something else than before: ${first.found.join(", ") || "nothing"} instead of ${first.expected.join(", ")}. It has a choice of its own.`;
  }
  if (stoppedBy === undefined) return "Some went on for too long and were ended.";
  return stoppedBy === "limit"
    ? "Claim it about a smaller program, or raise `limit`."
    : "It took too long.";
}

function show(run: OrderedRun, program: ClaimedProgram<unknown>): string {
  return [
    renderTerminal(layOutPicture(run), { columns: 100, colors: 0 }),
    "",
    ...run.steps.map(({ key, text }) => `  ${key.padEnd(4)} ${text}`),
    ...run.output.map(({ text }) => `  ${text}`),
    "",
    `Again: ${replayCommand(typedName(program.path), run.order)}`,
  ].join("\n");
}
