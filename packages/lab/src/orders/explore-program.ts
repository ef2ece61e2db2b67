import { readFile } from "node:fs/promises";
import {
  explore,
  goOn,
  nameOrder,
  parseOrder,
  type Chooser,
  type Divergence,
  type Exploration,
} from "@samples/explore";
import type { Document } from "bson";
import { LabError } from "../lab-error.ts";
import { locateProgram } from "../program/locate-program.ts";
import { runDirected } from "../run-program.ts";
import type { Run, RunOptions } from "../run.ts";
import { createDirector, type Directed, type Director } from "./director.ts";
import { endingKey, endingOf, type Ending } from "./ending.ts";
import { createMask } from "./mask.ts";
import { needsRegistry } from "./needs-registry.ts";
import { quickStart } from "./quick-start/quick-start.ts";
import { sharesMemory } from "./shares-memory.ts";

/** What can be said about how the orders of a program are tried. */
export interface OrdersOptions {
  /** Take apart which command the server gets next, and which reply the program gets next. Default: both are one step. */
  fine?: boolean;
  /** In one order, so many connections break at most. Default 0. */
  cuts?: 0 | 1 | 2;
  /** Timers of the program's own that ring within this time are waited for at each step, in ms. Default 250. */
  timersMs?: number;
}

export interface ExploreProgramOptions
  extends OrdersOptions, Pick<RunOptions, "mongo" | "env" | "args" | "signal" | "threadLane"> {
  /** An order is ended when the program has taken no step for this long, not counted while the machine was too busy to run it, in ms. Default 15 000. */
  timeLimitMs?: number;
  /** At most so many orders are tried. Default 1000. */
  limit?: number;
  /** No other order is begun after this time, in ms. Default 60 000. */
  totalTimeMs?: number;
  /** For what is chosen at random when there are more orders than the limit. Default 1. */
  seed?: number;
  /** Try steps that commute one way only. Default true. */
  reduction?: boolean;
  /** Ends the search after the order that goes on: what was found until then is returned. */
  stop?: AbortSignal | undefined;
  /** Called after each order. */
  onOrder?: (progress: OrdersProgress) => void;
  /** Asked after each order: the search ends when what it was for is known. */
  isDecided?: (run: OrderedRun) => boolean | Promise<boolean>;
}

export interface OrdersProgress {
  tried: number;
  /** How many orders there are, as far as is known. */
  atLeast: number;
  outcomes: number;
}

/** A run in one order. */
export interface OrderedRun extends Run {
  /** What the order is called: `pnpm lesson run <program> --order <name>`. */
  order: string;
  /** What was done in each step: `find accounts {"_id":"ada"}`. */
  steps: OrderedStep[];
  /** How it ended, without what is random by nature. */
  ending: Ending;
  /** Returns what a collection of the run's database held at the end; nothing for one that was not there. */
  documents: (collection: string) => Document[];
}

export interface OrderedStep {
  actor: number;
  /** "1", "2r", "1x" */
  key: string;
  text: string;
  /** How many messages could have been chosen. */
  choices: number;
}

/** Orders that ended alike. */
export interface OrdersOutcome {
  count: number;
  ending: Ending;
  /** The one with the fewest switches. */
  first: OrderedRun;
}

export interface OrdersResult {
  /** Every order was tried, but for those that differ from a tried one in steps that commute only. */
  complete: boolean;
  tried: number;
  /** How many orders there are at least. */
  atLeast: number;
  /** Steps that commute were tried one way only. */
  reduced: boolean;
  /** How many of the orders were chosen at random; `seed` is given when there are any. */
  random: number;
  seed?: number;
  stoppedBy?: "limit" | "time" | "signal" | "decision";
  /** How many orders were ended at their time limit, or after too many steps, while they went on. */
  cutShort: number;
  diverged: Divergence[];
  /** Timers of the program's were waited for: when they ring is no choice here. */
  hadTimers: boolean;
  /** The system did not tell whether the program rested; a quiet time had to do. */
  wasGuessed: boolean;
  /** From the rarest to the most frequent. */
  outcomes: OrdersOutcome[];
  /** Every order that was tried. */
  runs: OrderedRun[];
  /** How long it all took, in ms. */
  tookMs: number;
}

const defaultLimit = 1_000;
const defaultTotalMs = 60_000;
const defaultTimersMs = 250;
const defaultTimeLimitMs = 15_000;
const maxSteps = 200;

/** So many programs are started before it is their turn: a start takes longer than an order does. */
const startedAhead = 2;

/** What waits for its turn must not run out of time that it has set itself. */
const hasTimeLimits = /timeout/i;

/**
 * Runs a program once for each order in which the database and the weather API may answer, the orders with the fewest switches first.
 *
 * @param file path or file URL of the program
 * @throws LabError when the program or the server cannot be had
 */
export async function exploreProgram(
  file: string,
  options: ExploreProgramOptions = {},
): Promise<OrdersResult> {
  const startedMs = performance.now();
  const path = locateProgram(file);
  const source = await readFile(path, "utf8");
  const seed = options.seed ?? 1;
  const outcomes = new Map<string, OrdersOutcome>();
  const stand = createStand(path, source, options, await quickStart(path, source));
  const decision = new AbortController();
  const signals = [options.stop, options.signal, decision.signal].filter(
    (each) => each !== undefined,
  );

  let exploration: Exploration<OrderedResult>;
  try {
    exploration = await explore<OrderedResult>({
      execute: (choose, expected) => stand.execute(choose, expected),
      limit: options.limit ?? defaultLimit,
      timeMs: options.totalTimeMs ?? defaultTotalMs,
      seed,
      reduce: options.reduction ?? true,
      sharesMemory: sharesMemory(source),
      faults: options.cuts ?? 0,
      signal: AbortSignal.any(signals),
      async onOrder({ result }, { tried, atLeast }) {
        const { run } = result;
        const key = endingKey(run.ending);
        const outcome = outcomes.get(key) ?? { count: 0, ending: run.ending, first: run };
        outcome.count += 1;
        outcomes.set(key, outcome);
        options.onOrder?.({ tried, atLeast, outcomes: outcomes.size });
        if (await options.isDecided?.(run)) decision.abort();
      },
    });
  } finally {
    await stand.close();
  }
  const runs = exploration.orders.map(({ result }) => result.run);
  const random = exploration.orders.filter(({ isRandom }) => isRandom).length;
  return {
    // One that was ended in the middle of its last order has not tried them all.
    complete: exploration.isComplete && !options.signal?.aborted,
    tried: runs.length,
    atLeast: exploration.atLeast,
    reduced: exploration.isReduced,
    random,
    ...(random > 0 ? { seed } : {}),
    ...whyStopped(exploration, decision.signal, options.signal),
    cutShort: exploration.orders.filter(({ result }) => result.end === "unfinished").length,
    diverged: exploration.divergences,
    hadTimers: exploration.orders.some(({ result }) => result.hadTimers),
    wasGuessed: exploration.orders.some(({ result }) => result.wasGuessed),
    outcomes: sortOutcomes([...outcomes.values()]),
    runs,
    tookMs: performance.now() - startedMs,
  };
}

function whyStopped(
  { stoppedBy }: Exploration<OrderedResult>,
  decision: AbortSignal,
  signal: AbortSignal | undefined,
): Pick<OrdersResult, "stoppedBy"> {
  if (signal?.aborted) return { stoppedBy: "signal" };
  if (!stoppedBy) return {};
  return { stoppedBy: decision.aborted ? "decision" : stoppedBy };
}

/** Rarest first; alike many in the order of their first orders. */
function sortOutcomes(outcomes: OrdersOutcome[]): OrdersOutcome[] {
  return outcomes.toSorted(
    (a, b) =>
      a.count - b.count || a.first.order.localeCompare(b.first.order, "en", { numeric: true }),
  );
}

/**
 * Runs a program in one order. An order that ends before the program does goes on with as few switches as possible.
 *
 * @throws LabError "order-not-found" when the program does not have this order: it has a choice of its own, or is another program now
 */
export async function runOrder(
  file: string,
  order: string,
  options: OrdersOptions & RunOptions = {},
): Promise<OrderedRun> {
  const path = locateProgram(file);
  const source = await readFile(path, "utf8");
  const keys = readOrder(order);
  const done: string[] = [];
  let last: number | undefined;
  let missing: string | undefined;
  const choose: Chooser = (open) => {
    const wanted = keys[done.length];
    const taken = wanted === undefined ? goOn(open, last) : open.find(({ key }) => key === wanted);
    if (!taken) {
      missing = `Cannot run the order ${order}: step ${done.length + 1} is to be ${wanted}, and what is open there is ${open
        .filter(({ isFault }) => !isFault)
        .map(({ key, text }) => `${key} (${text})`)
        .join(", ")}`;
      return undefined;
    }
    done.push(taken.key);
    last = taken.actor;
    return taken;
  };
  const cuts = keys.some((key) => key.endsWith("x")) ? 1 : 0;
  const fine = options.fine ?? keys.some((key) => key.endsWith("r"));
  const isWatched = options.threadLane ?? false;
  const startArguments = isWatched ? undefined : await quickStart(path, source);
  const stand = createStand(path, source, { ...options, cuts, fine }, startArguments);
  try {
    const { run } = await stand.execute(choose, 0);
    if (missing === undefined && done.length < keys.length) {
      missing = `Cannot run the order ${order}: the program ended after step ${done.length} of ${keys.length}`;
    }
    if (missing !== undefined) {
      throw new LabError(
        "order-not-found",
        `${missing}. An order belongs to one program as it is; it changes with it: pnpm lesson orders finds them anew.`,
      );
    }
    return run;
  } finally {
    await stand.close();
  }
}

function readOrder(order: string): string[] {
  try {
    return parseOrder(order);
  } catch (error) {
    throw new LabError("bad-option", (error as Error).message, { cause: error });
  }
}

interface OrderedResult extends Directed {
  run: OrderedRun;
}

/** Where a program is run again and again: the next process starts while the one before it is directed. */
interface Stand {
  execute(choose: Chooser, expected: number): Promise<OrderedResult>;
  close(): Promise<void>;
}

interface Prepared {
  director: Director;
  run: Promise<Run>;
  discard: () => void;
}

function createStand(
  path: string,
  source: string,
  options: OrdersOptions & RunOptions,
  startArguments: string[] | undefined,
): Stand {
  const ahead: Prepared[] = [];
  const mostAhead = hasTimeLimits.test(source) ? 0 : startedAhead;
  const hasOwnInput = options.args !== undefined || options.env !== undefined;
  const isTied = /unique|capped|expireAfterSeconds|validator|\$where/.test(source);

  function prepare(): Prepared {
    const director = createDirector({
      mask: createMask(source),
      fine: options.fine ?? false,
      faults: (options.cuts ?? 0) > 0,
      timersMs: options.timersMs ?? defaultTimersMs,
      maxSteps,
      coarseFootprints: isTied,
      startArguments,
      needsRegistry: hasOwnInput || needsRegistry(source),
    });
    const aborter = new AbortController();
    const { mongo, env, args, signal, threadLane } = options;
    const run = runDirected(
      path,
      {
        mongo,
        env,
        args,
        threadLane: threadLane ?? false,
        latencyMs: 0,
        timeLimitMs: options.timeLimitMs ?? defaultTimeLimitMs,
        onOutput: options.onOutput,
        signal: signal ? AbortSignal.any([signal, aborter.signal]) : aborter.signal,
      },
      director,
    );
    // Whoever executes it hears of its failure.
    run.catch(() => undefined);
    return {
      director,
      run,
      discard() {
        aborter.abort();
        // What waits for the beginning waits no more.
        director.start(() => undefined);
      },
    };
  }

  return {
    async execute(choose, expected) {
      const early = ahead.shift();
      let { director, run } = early ?? prepare();
      let wasAsked = false;
      director.start((open) => {
        wasAsked = true;
        return choose(open);
      });
      while (ahead.length < Math.min(mostAhead, expected)) ahead.push(prepare());
      let finished = await run;
      // Orders follow only if there are steps: without one it had given up before it was its turn, as it waited for too long.
      if (early && !wasAsked) {
        ({ director, run } = prepare());
        director.start(choose);
        finished = await run;
      }
      const directed = director.directed();
      return { ...directed, run: toOrderedRun(finished, directed, source) };
    },
    async close() {
      for (const { discard } of ahead) discard();
      await Promise.allSettled(ahead.map(({ run }) => run));
    },
  };
}

/** Returns a run with the order of its steps. */
export function toOrderedRun(run: Run, directed: Directed, source: string): OrderedRun {
  return {
    ...run,
    order: nameOrder(directed.steps.map(({ taken }) => taken.key)),
    steps: directed.steps.map(({ taken, open }) => ({
      actor: taken.actor,
      key: taken.key,
      text: taken.text,
      choices: open.filter(({ isFault }) => !isFault).length,
    })),
    ending: endingOf(run, directed, source),
    documents: (collection) => directed.documents[collection] ?? [],
  };
}
