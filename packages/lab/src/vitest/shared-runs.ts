import { availableParallelism } from "node:os";
import type { Run } from "../run.ts";
import { runProgram } from "../run-program.ts";
import type { ClaimedProgram } from "./claimed-program.ts";
import { createSlots } from "./slots.ts";

/** The runs of the test files of one vitest worker: each program with the same options runs once. */
export interface SharedRuns {
  /**
   * Says that the runs of these programs will be compared: they will be made one after the other, with nothing of this
   * worker beside them. What ran before that, in the midst of others, is not used for it.
   */
  compare(programs: ClaimedProgram[]): void;
  /** Returns the run of a program, which is made when it is asked for first. */
  get(program: ClaimedProgram): Promise<Run>;
}

/** More programs at a time than this would wait for processors instead of for the database. */
const slots = createSlots(Math.max(1, Math.min(4, availableParallelism())));

export function createSharedRuns(run: typeof runProgram = runProgram): SharedRuns {
  const runs = new Map<string, Promise<Run>>();
  /** Those that were made alone. */
  const comparedRuns = new Map<string, Promise<Run>>();
  const groups = new Map<string, Map<string, ClaimedProgram>>();

  function compare(programs: ClaimedProgram[]): void {
    const group = new Map(programs.map((program) => [program.key, program]));
    for (const { key } of programs) {
      for (const [other, program] of groups.get(key) ?? []) group.set(other, program);
    }
    for (const key of group.keys()) groups.set(key, group);
  }

  function start(program: ClaimedProgram): Promise<Run> {
    return run(program.path, program.options);
  }

  function startGroup(group: Map<string, ClaimedProgram>): void {
    const missing = [...group.values()].filter(({ key }) => !comparedRuns.has(key));
    const turn = slots.alone(async () => {
      const finished = new Map<string, PromiseSettledResult<Run>>();
      for (const program of missing) {
        const [result] = await Promise.allSettled([start(program)]);
        finished.set(program.key, result);
      }
      return finished;
    });
    for (const { key } of missing) {
      const own = turn.then((finished) => {
        const result = finished.get(key);
        if (result?.status !== "fulfilled") throw result?.reason;
        return result.value;
      });
      // A test that does not get to ask for it leaves its rejection to those that do.
      own.catch(() => undefined);
      comparedRuns.set(key, own);
    }
  }

  function compared(key: string, group: Map<string, ClaimedProgram>): Promise<Run> {
    const known = comparedRuns.get(key);
    if (known) return known;
    startGroup(group);
    return compared(key, group);
  }

  return {
    compare,
    get(program) {
      const group = groups.get(program.key);
      if (group) return compared(program.key, group);
      const known = runs.get(program.key);
      if (known) return known;
      const own = slots.shared(() => start(program));
      runs.set(program.key, own);
      return own;
    },
  };
}
