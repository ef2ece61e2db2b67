import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import {
  exploreProgram,
  type ExploreProgramOptions,
  type OrderedRun,
  type OrdersResult,
} from "../orders/explore-program.ts";
import { readProgramHeader } from "../program/program-header.ts";
import type { ClaimedProgram } from "./claimed-program.ts";
import { describeEnd, expectedEnd } from "./expected-end.ts";
import { isAssertionError } from "./is-assertion-error.ts";
import { createSharedRuns } from "./shared-runs.ts";

/** What a claim says about each order. */
export type Predicate = (run: OrderedRun) => void | Promise<void>;

/** What the orders of a program say to a claim. */
export interface Answer {
  result: OrdersResult;
  /** The first order in which the claim does not hold; missing when it holds in all that were tried. */
  failure?: { run: OrderedRun; error: Error };
}

interface Question {
  predicate: Predicate;
  failure?: { run: OrderedRun; error: Error };
  /** Nothing can be said: the predicate is broken, or the program does not even end as its header says in its first order. */
  broken?: unknown;
}

/** All questions about one program, which are answered by running its orders once. */
interface Round {
  questions: Question[];
  hasBegun: boolean;
}

const rounds = new Map<string, Round>();

const getOrders = createSharedRuns(async (path, options: ExploreProgramOptions) => {
  const result = await exploreProgram(path, options);
  console.info(`${basename(path)}: ${howMany(result)} in ${(result.tookMs / 1000).toFixed(1)} s`);
  return result;
});

/** Says how many orders were tried, of how many. */
export function howMany({ complete, tried, atLeast, random, stoppedBy }: OrdersResult): string {
  if (complete) return tried === 1 ? "its only order" : `all ${tried} orders`;
  const orders = tried === 1 ? "1 order" : `${tried} orders`;
  if (stoppedBy === "decision") return `${orders}, which answered every claim,`;
  return `${orders}${random > 0 ? ` (${random} of them at random)` : ""} of at least ${atLeast}`;
}

/**
 * Returns what answers whether `predicate` holds in every order of a program. All claims of a test file about the same program share its orders, and
 * they end with the first order in which the last of these claims has failed: more would add nothing.
 *
 * @throws Error (when it is asked) of a predicate that is broken, and about a program that does not end as its header says
 */
export function askOrders(
  program: ClaimedProgram<ExploreProgramOptions>,
  predicate: Predicate,
): () => Promise<Answer> {
  let round = rounds.get(program.key);
  if (!round || round.hasBegun) {
    round = { questions: [], hasBegun: false };
    rounds.set(program.key, round);
  }
  const { questions } = round;
  const asked = round;
  const question: Question = { predicate };
  questions.push(question);
  let count = 0;

  async function isDecided(run: OrderedRun): Promise<boolean> {
    count += 1;
    for (const each of questions) {
      if (!isAnswered(each)) await examine(each, run, { program, isFirst: count === 1 });
    }
    return questions.every(isAnswered);
  }

  return async () => {
    asked.hasBegun = true;
    // Whoever asks first runs them; functions have no part in the key.
    const result = await getOrders({ ...program, options: { ...program.options, isDecided } });
    if ("broken" in question) throw question.broken;
    return { result, ...(question.failure ? { failure: question.failure } : {}) };
  };
}

function isAnswered(question: Question): boolean {
  return question.failure !== undefined || "broken" in question;
}

async function examine(
  question: Question,
  run: OrderedRun,
  { program, isFirst }: { program: ClaimedProgram<ExploreProgramOptions>; isFirst: boolean },
): Promise<void> {
  try {
    const expected = expectedEnd(readProgramHeader(await readFile(program.path, "utf8")));
    // A program whose connection broke may end as it likes: what it leaves behind counts.
    if (!run.steps.some(({ key }) => key.endsWith("x")) && describeEnd(run) !== expected) {
      const error = new Error(
        `It was to ${expected} by its header: ${run.outcome.sentence}\n${run.output.map(({ text }) => text).join("\n")}`,
      );
      if (isFirst) question.broken = error;
      else question.failure = { run, error };
      return;
    }
    await question.predicate(run);
  } catch (error) {
    if (isAssertionError(error)) question.failure = { run, error: error as Error };
    else question.broken = error;
  }
}
