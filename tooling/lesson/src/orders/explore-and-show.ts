import path from "node:path";
import { closeServers, exploreProgram, type OrdersResult } from "@samples/lab";
import { Interrupted, interruptible } from "../running/interruptible.ts";
import { writePictureFiles } from "../running/picture-files.ts";
import type { ResolvedProgram } from "../programs/resolve-program.ts";
import type { Asked } from "../programs/what-was-asked.ts";
import { describeOrders } from "./describe-orders.ts";
import type { OrdersShowOptions } from "./orders-options.ts";
import { toOrdersJson } from "./orders-json.ts";
import { showOrdersProgress } from "./orders-progress.ts";

/** There are several outcomes, or one that was not expected. */
export const EXIT_SEVERAL_OUTCOMES = 3;

/** There is one outcome, or the expected one, in all that was tried; but there is more that was not. */
export const EXIT_NOTHING_PROVED = 4;

/**
 * Runs the program that was asked for in every order, and prints what came out. Returns the exit code.
 *
 * @throws LabError when it cannot be run
 * @throws Interrupted after Ctrl-C, when what was found until then is printed
 */
export async function exploreAndShow(
  { programs: [program], files }: Asked,
  options: Partial<OrdersShowOptions>,
): Promise<number> {
  if (!program) throw new Error("Cannot run: name one program.");
  const progress = showOrdersProgress(nameOf(program), { quiet: options.json === true });
  let interrupted: Interrupted | undefined;
  let result: OrdersResult | undefined;
  try {
    await interruptible(async (signal) => {
      try {
        result = await exploreProgram(program.file, {
          limit: options.limit,
          totalTimeMs: options.time === undefined ? undefined : options.time * 1000,
          seed: options.seed,
          fine: options.fine,
          cuts: options.cuts,
          reduction: options.reduction,
          timersMs: options.timers,
          timeLimitMs: options.timeLimit,
          mongo: options.mongo,
          args: options.args,
          stop: signal,
          onOrder: progress.show,
        });
      } finally {
        progress.wipe();
        await closeServers();
      }
    });
  } catch (error) {
    if (!(error instanceof Interrupted) || !result) throw error;
    interrupted = error;
  }
  if (!result) throw new Error("Cannot report the orders: none were run");

  const firsts = result.outcomes.map(({ first }) => first);
  if (firsts.length > 0) await writePictureFiles(files, firsts, {});
  if (options.json) console.log(JSON.stringify(toOrdersJson(result), null, 2));
  else {
    console.log(
      await describeOrders(result, {
        name: nameOf(program),
        args: options.args ?? [],
        expect: options.expect,
        picture: options.picture !== false,
      }),
    );
  }
  if (interrupted) throw interrupted;
  return exitCodeOf(result, options.expect);
}

function nameOf({ listed, file }: ResolvedProgram): string {
  if (listed) return listed.name;
  // As seen from here, so that the commands that are printed can be typed as they stand.
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") && relative.length > file.length ? file : relative;
}

function exitCodeOf(
  { complete, outcomes, tried }: OrdersResult,
  expected: string | undefined,
): number {
  if (tried === 0) return 1;
  const isRight =
    expected === undefined
      ? outcomes.length === 1
      : outcomes.every(({ ending }) => ending.output.join("\n").includes(expected));
  if (!isRight) return EXIT_SEVERAL_OUTCOMES;
  return complete ? 0 : EXIT_NOTHING_PROVED;
}
