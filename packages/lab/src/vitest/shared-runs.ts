import { availableParallelism } from "node:os";
import pLimit from "p-limit";
import type { Run, RunOptions } from "../run.ts";
import type { ClaimedProgram } from "./claimed-program.ts";

/** More programs at a time than this would wait for processors instead of for the database. */
const limit = pLimit(Math.max(1, Math.min(4, availableParallelism())));

/**
 * Returns the function that gives claims the runs of their programs, for all test files of one vitest worker: a program
 * runs when it is asked for first, and once for the same options.
 */
export function createSharedRuns<Options = RunOptions, Result = Run>(
  run: (path: string, options: Options) => Promise<Result>,
) {
  const runs = new Map<string, Promise<Result>>();

  return function getRun({ key, path, options }: ClaimedProgram<Options>): Promise<Result> {
    const known = runs.get(key);
    if (known) return known;
    const own = limit(() => run(path, options));
    runs.set(key, own);
    return own;
  };
}
