import { randomInt } from "node:crypto";
import { LabError } from "../lab-error.ts";
import { runOrder } from "../orders/explore-program.ts";
import { runProgram } from "../run-program.ts";
import type { Run } from "../run.ts";
import { judgeAnswers } from "./answers.ts";
import { claimTools } from "./claim-tools.ts";
import type {
  Exercise,
  JudgedClaim,
  OrderExercise,
  PracticeClaim,
  PracticeRun,
  PredictExercise,
  ProgramExercise,
} from "./exercise.ts";
import { readVariant } from "./variant.ts";
import { varyPackages } from "./vary-packages.ts";

/** An endless loop ends here. */
const defaultTimeLimitMs = 10_000;

/** What came of one attempt. All claims are judged on the one run. */
export interface Attempt {
  id: string;
  claims: JudgedClaim[];
  done: boolean;
  run: PracticeRun | undefined;
}

export interface JudgeOptions {
  signal?: AbortSignal | undefined;
  /** The same seed makes the same data. Default: any. */
  seed?: number | undefined;
  /** Nobody looks at what the thread did, in a picture or in a claim: it takes half the processor time. Default false. */
  withoutThread?: boolean | undefined;
  /** Give each program the usual time limit at least, for a machine that is busy with other things. Default false. */
  patient?: boolean | undefined;
}

/**
 * Runs the program `file` once and judges every claim of `exercise` on that run.
 *
 * @throws LabError when it cannot be run
 */
export async function judgeProgram(
  exercise: Exercise & ProgramExercise,
  file: string,
  options: JudgeOptions = {},
): Promise<Attempt> {
  return judgeRun(exercise, await runPractice(exercise, file, options));
}

/** Judges every claim of `exercise` on a run of an attempt at it. */
export function judgeRun(exercise: Exercise & ProgramExercise, run: PracticeRun): Attempt {
  const claims = exercise.claims(claimTools);
  if (run.outcome.kind === "syntax-error")
    return attempt(exercise.id, failAll(claims, run.outcome.sentence), run);
  const judged = judgeClaims(run, claims);
  // What it did until its time limit may be all right; that it went on is not.
  const ended = { name: "the program ends", holds: false, why: run.outcome.sentence };
  return attempt(exercise.id, run.timedOut ? [...judged, ended] : judged, run);
}

/**
 * Runs the program of a prediction once and compares `answers` with that run.
 *
 * @throws LabError when it cannot be run
 */
export async function judgePrediction(
  exercise: Exercise & PredictExercise,
  file: string,
  answers: readonly string[],
  options: JudgeOptions = {},
): Promise<Attempt> {
  // Who has not answered yet has not predicted anything: the run would tell.
  const unanswered = exercise.questions.filter((_question, index) => !answers[index]?.trim());
  if (unanswered.length > 0) {
    const claims = exercise.questions.map(({ ask }, index) => ({
      name: ask,
      holds: false,
      why: answers[index]?.trim()
        ? "Answer the others, too, before it is run."
        : "Not answered yet.",
    }));
    return attempt(exercise.id, claims, undefined);
  }
  const run = await runPractice(exercise, file, options);
  return attempt(exercise.id, judgeAnswers(exercise.questions, run, answers), run);
}

/**
 * Replays `order` of an exercise's program and judges whether it breaks there.
 *
 * @throws LabError when it cannot be run
 */
export async function judgeOrder(
  exercise: Exercise & OrderExercise,
  file: string,
  order: string,
  { signal }: JudgeOptions = {},
): Promise<Attempt> {
  const claims = exercise.claims(claimTools);
  if (order.trim() === "")
    return attempt(exercise.id, failAll(claims, "No order is given yet."), undefined);
  try {
    const run = await runOrder(file, order.trim(), { signal });
    const seen = { ...toPracticeRun(run, new Map()), documents: run.documents };
    return attempt(exercise.id, judgeClaims(seen, claims), seen);
  } catch (error) {
    // An order that the program does not have is a wrong answer, not a failure.
    const isWrong =
      error instanceof LabError && ["order-not-found", "bad-option"].includes(error.code);
    if (!isWrong) throw error;
    return attempt(exercise.id, failAll(claims, error.message), undefined);
  }
}

/** Judges every claim on the one run. */
export function judgeClaims(run: PracticeRun, claims: readonly PracticeClaim[]): JudgedClaim[] {
  return claims.map(({ name, why }) => {
    const reason = whyNot(why, run);
    return reason === undefined ? { name, holds: true } : { name, holds: false, why: reason };
  });
}

/** A claim that looks for something that is not there does not hold. */
function whyNot(why: PracticeClaim["why"], run: PracticeRun): string | undefined {
  try {
    return why(run);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `${error.message}.`;
  }
}

/** Runs a program as `exercise` says, on data that vary. */
export async function runPractice(
  exercise: Exercise & (ProgramExercise | PredictExercise),
  file: string,
  { signal, seed = randomInt(2 ** 31), withoutThread = false, patient = false }: JudgeOptions,
): Promise<PracticeRun> {
  const sources =
    exercise.kind === "predict"
      ? [readVariant(exercise, exercise.program)]
      : [readVariant(exercise, exercise.start), readVariant(exercise, exercise.solution)];
  const ownLimitMs = exercise.run?.timeLimitMs ?? defaultTimeLimitMs;
  const { bson, packages } = await varyPackages(seed, sources);
  const run = await runProgram(file, {
    ...exercise.run,
    timeLimitMs: patient ? Math.max(ownLimitMs, defaultTimeLimitMs) : ownLimitMs,
    packages: bson,
    isLesson: true,
    ...(withoutThread && { threadLane: false, quickStart: true }),
    signal,
  });
  return toPracticeRun(run, packages);
}

/** Returns a run with what the claims of an exercise compare it to. */
export function toPracticeRun(run: Run, packages: PracticeRun["packages"]): PracticeRun {
  const lines = run.output.filter(({ stream }) => stream === "stdout").map(({ text }) => text);
  return { ...run, lines, packages };
}

function failAll(claims: readonly PracticeClaim[], why: string): JudgedClaim[] {
  return claims.map(({ name }) => ({ name, holds: false, why }));
}

function attempt(id: string, claims: JudgedClaim[], run: PracticeRun | undefined): Attempt {
  return { id, claims, done: claims.every(({ holds }) => holds), run };
}
