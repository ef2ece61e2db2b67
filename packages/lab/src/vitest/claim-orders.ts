import { layOutPicture, renderTerminal } from "@samples/timeline";
import { describe, expect, test } from "vitest";
import type { ExploreProgramOptions, OrderedRun, OrdersResult } from "../orders/explore-program.ts";
import { replayCommand, typedName } from "../orders/replay-command.ts";
import { askOrders, howMany, type Predicate } from "./ask-orders.ts";
import type { ClaimedProgram } from "./claimed-program.ts";

/** What a claim about every order can set. */
export type OrdersClaimOptions = Pick<
  ExploreProgramOptions,
  "cuts" | "fine" | "timersMs" | "reduction" | "limit" | "mongo" | "env" | "timeLimitMs"
>;

/** More orders than this are not tried for one claim. A fifth of a second each, on a machine that has nothing else to do. */
const defaultLimit = 300;
const totalTimeMs = 240_000;
const testTimeoutMs = 600_000;

/**
 * Registers two tests: the predicate holds in every order of one program, and fails in at least one of the other. Of the other, no more orders are
 * tried than it takes to find one in which it fails.
 */
export function claimOrders(
  name: string,
  right: ClaimedProgram<OrdersClaimOptions>,
  wrong: ClaimedProgram<OrdersClaimOptions>,
  predicate: Predicate,
): void {
  // Asked before any test runs, so that all claims of a file about one program share its orders.
  const askRight = askOrders(withLimits(right), predicate);
  const askWrong = askOrders(withLimits(wrong), predicate);

  describe.concurrent(name, () => {
    test(`holds for ${right.name} in every order`, { timeout: testTimeoutMs }, async () => {
      const { result, failure } = await askRight();
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
        const { result, failure } = await askWrong();
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

function withLimits(
  program: ClaimedProgram<OrdersClaimOptions>,
): ClaimedProgram<ExploreProgramOptions> {
  return { ...program, options: { limit: defaultLimit, totalTimeMs, ...program.options } };
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
