import type { HttpSpan, MongodbFilter, MongodbSpan, Spans } from "@samples/timeline";
import type { Document } from "bson";
import type { RegistryPackage } from "../registry/registry-document.ts";
import type { Run, RunOptions } from "../run.ts";

/** A run of an exercise, with what its claims compare it to. */
export interface PracticeRun extends Run {
  /** What it printed to stdout. */
  lines: string[];
  /** What the collection `packages` held, by name. It varies from run to run. */
  packages: ReadonlyMap<string, RegistryPackage>;
  /** What a collection of the run's database held at the end. Only of a run in a given order. */
  documents?: (collection: string) => Document[];
}

/** One thing that must be true of a run of an exercise. */
export interface PracticeClaim {
  /** A sentence: "all ten queries are sent before the first reply". */
  name: string;
  /** Returns undefined when it holds, else why it does not hold in this run. */
  why: (run: PracticeRun) => string | undefined;
}

/** What came of one claim. */
export interface JudgedClaim {
  name: string;
  holds: boolean;
  why?: string;
}

/** Which spans a claim is about: commands of a name, commands that fit a filter, or whatever a function selects. */
export type Selection =
  string | MongodbFilter | ((run: PracticeRun) => Spans<MongodbSpan> | Spans<HttpSpan> | Spans);

/**
 * Makes claims. The first argument of each is its sentence. When one does not hold it says what is wrong in words that a
 * learner has for it, then what was seen, with a little picture.
 */
export interface ClaimTools {
  /** So many are sent. */
  sent(name: string, what: Selection, count: number): PracticeClaim;
  /** All are in flight at one moment. */
  together(name: string, what: Selection): PracticeClaim;
  /** Never more than `most` are in flight, and there are some. */
  atMost(name: string, what: Selection, most: number): PracticeClaim;
  /** At the busiest moment exactly so many are in flight. */
  peak(name: string, what: Selection, count: number): PracticeClaim;
  /** At most so many pass one after the other: so many round trips are waited for. */
  chain(name: string, what: Selection, most: number): PracticeClaim;
  /** No two are in flight at the same time. */
  inTurn(name: string, what: Selection): PracticeClaim;
  /** One of these and one of those are in flight at the same time. */
  overlap(name: string, these: Selection, those: Selection): PracticeClaim;
  /** All of these have ended before any of those starts. */
  before(name: string, these: Selection, those: Selection): PracticeClaim;
  /** Each of these is asked for once, and nothing else is. */
  askedOnce(name: string, what: Selection, names: readonly string[]): PracticeClaim;
  /** It prints exactly these lines. */
  prints(
    name: string,
    expected: readonly string[] | ((run: PracticeRun) => readonly string[]),
  ): PracticeClaim;
  /** It prints a line that matches. */
  says(name: string, line: string | RegExp | ((run: PracticeRun) => string)): PracticeClaim;
  /** It prints no line that matches. */
  neverSays(name: string, line: string | RegExp): PracticeClaim;
  /** It ends by itself, without an error. */
  endsWell(name: string): PracticeClaim;
  /** Anything else: returns undefined when it holds, else why not. */
  that(name: string, why: (run: PracticeRun) => string | undefined): PracticeClaim;
}

/** A text that is made from a file: a program of the chapter ("gather.ts"), or a file beside the exercise ("./limit.ts"). */
export interface Variant {
  /** Which file. Default: the solution. */
  of?: string;
  /** Each text on the left stands there once, and is replaced by the one on the right. */
  edit?: readonly (readonly [string, string])[];
  /** The lines of this region are replaced by `code`. */
  region?: string;
  code?: string;
}

interface Common {
  title: string;
  /** What is wrong from the user's point of view, what must be true, what must not change. */
  task: string;
  /** From a nudge to nearly the line. */
  hints: readonly [string, string, string];
  /** Read after solving. */
  explanation: string;
  /** The program of the chapter that it belongs to, where that is not the start: its section links to the exercise. */
  section?: string;
}

/** A program that is to be changed, or written. */
export interface ProgramExercise extends Common {
  kind: "mend" | "faster" | "build";
  start: string | Variant;
  solution: string | Variant;
  /** How it is run. */
  run?: Pick<RunOptions, "holdUntil" | "latencyMs" | "timeLimitMs" | "cut" | "weatherLatencyMs">;
  claims: (is: ClaimTools) => PracticeClaim[];
  /** Usual wrong attempts, each with a part of what its author must be told. */
  wrong: readonly (Variant & { mistake: string; told: string })[];
}

/** Questions that are asked before a run; the run answers them. */
export interface PredictExercise extends Common {
  kind: "predict";
  program: string | Variant;
  run?: ProgramExercise["run"];
  questions: readonly PracticeQuestion[];
}

/** A question about a run. The right answer is never written down: it is read from the run's record. */
export type PracticeQuestion =
  | { ask: string; form: "number"; answer: (run: PracticeRun) => number }
  | { ask: string; form: "yes or no"; answer: (run: PracticeRun) => boolean }
  | {
      ask: string;
      form: "choice";
      options: readonly string[];
      answer: (run: PracticeRun) => string;
    }
  | {
      ask: string;
      form: "order";
      options: readonly string[];
      answer: (run: PracticeRun) => string[];
    };

/** A race, and the order of its steps in which it goes wrong. */
export interface OrderExercise extends Common {
  kind: "order";
  program: string | Variant;
  /** What must be true of a run in the order that was found. */
  claims: (is: ClaimTools) => PracticeClaim[];
  /** One of the orders in which they hold. */
  solution: string;
  /** Orders in which they do not, each with a part of what its finder must be told. */
  wrong: readonly { order: string; mistake: string; told: string }[];
}

/** What stands in `chapters/NN-…/practice/<name>.ts`, as `exercise`. Such a file imports nothing but types. */
export type PracticeExercise = ProgramExercise | PredictExercise | OrderExercise;

/** An exercise and where it stands. */
export type Exercise = PracticeExercise & {
  /** "06/one-by-one". */
  id: string;
  /** Folder of its chapter. */
  chapter: string;
};
