import path from "node:path";
import {
  exploreProgram,
  replayCommand,
  runByHand,
  runOrder,
  runProgram,
  type OpenStep,
  type OrderedRun,
  type OrdersResult,
  type Run,
  type RunByHand,
  type RunOptions,
  readProgramHeader,
} from "@samples/lab";
import { judgeProgram } from "@samples/lab/practice";
import { noteProgress } from "@samples/lesson/progress-file";
import { oneLine } from "@samples/lesson/one-line";
import { formatDuration, writeRunFile, type PicturedRun, type Timeline } from "@samples/timeline";
import type { OrdersRequest, RunRequest, Told, ToldOfRun, Waiting } from "../messages.ts";
import type { Book, Library } from "./library.ts";
import { createSignal } from "./signal.ts";
import { prepareFile } from "./prepare-file.ts";

/** A picture is sent so often at most, in ms. */
const pictureEveryMs = 100;

/** An order more than this is not tried from the page; the command line tries as many as one likes. */
const mostOrders = 300;
const mostSearchMs = 30_000;

/** A search that is stopped waits so long for the order that goes on, in ms. */
const stopLimitMs = 2_000;

/** So many lines that a program has printed between two answers are told at most. */
const mostPrinted = 20;

/** Runs one program at a time, and tells what happens. */
export interface Runner {
  /** Ends what runs, and starts this. Resolves when it is over. */
  run(request: RunRequest, visitor: Visitor): Promise<void>;
  /** Ends what runs, and tries every order. */
  explore(request: OrdersRequest, visitor: Visitor): Promise<void>;
  answer(key: string): void;
  answerAll(): void;
  /** Asks the program to end; what it did until then is shown. */
  stop(): void;
  /** Ends what runs, of one visitor or of all of them, and resolves when it is over. */
  end(visitor?: Visitor): Promise<void>;
}

/** A page that is open. */
export interface Visitor {
  tell: (told: Told) => void;
  /** What files held when this page last read or wrote them. */
  known: Map<string, string>;
}

type Tell = (told: ToldOfRun) => void;

interface Job {
  abort: AbortController;
  stop: AbortController;
  hand?: RunByHand;
  visitor: Visitor;
  over: Promise<void>;
}

const superseded: ToldOfRun = {
  type: "ended",
  sentence: "Another run has taken its place.",
  ok: false,
};

export function createRunner(library: Library, practice: string): Runner {
  let job: Job | undefined;

  /** Does `work` when what runs has ended. It returns the last that is told: each run is told one end, whatever becomes of it. */
  async function begin(
    run: number,
    visitor: Visitor,
    work: (job: Job, tell: Tell) => Promise<ToldOfRun>,
  ): Promise<void> {
    const tell: Tell = (told) => visitor.tell({ ...told, run });
    const before = job;
    const over = createSignal();
    const own: Job = {
      abort: new AbortController(),
      stop: new AbortController(),
      visitor,
      over: over.promise,
    };
    job = own;
    before?.abort.abort();
    await before?.over;
    const { signal } = own.abort;
    let last = superseded;
    try {
      if (!signal.aborted) last = await work(own, (told) => signal.aborted || tell(told));
    } catch (error) {
      last = { type: "problem", sentence: sentenceOf(error) };
    } finally {
      if (job === own) job = undefined;
      tell(signal.aborted ? superseded : last);
      over.resolve();
    }
  }

  async function perform(
    request: RunRequest,
    own: Job,
    visitor: Visitor,
    tell: Tell,
  ): Promise<ToldOfRun> {
    const { name, text, byHand } = request;
    const book = library.find(name);
    const prepared = prepareFile(book, text, visitor.known);
    const { file } = prepared;
    const canvas = createCanvas(book, text, file, tell);
    try {
      if (byHand) return await performByHand(own, book, file, text, canvas, tell);
      const isJudged = request.order.trim() === "" && request.cut.trim() === "";
      return book.exercise && isJudged
        ? await judge(own, book.exercise, file, canvas)
        : await performAlone(own, request, book, file, canvas);
    } finally {
      prepared.discard();
    }
  }

  async function performAlone(
    own: Job,
    { latencyMs, withTwin, order, cut }: RunRequest,
    book: Book,
    file: string,
    canvas: Canvas,
  ): Promise<ToldOfRun> {
    const settings: RunOptions = { signal: own.abort.signal, stop: own.stop.signal, latencyMs };
    const [chosen, broken] = [order.trim(), cut.trim()];
    if (chosen !== "" && broken !== "") {
      throw new Error(
        "An order says by itself which connections break: 1x breaks the one of chain 1. Leave one of the two fields empty.",
      );
    }
    let run: Run;
    if (chosen === "") {
      const watching = createWatch(canvas);
      try {
        run = await runProgram(file, {
          ...settings,
          sendLines: "live",
          watch: watching.watch,
          ...(broken === "" ? {} : { cut: broken }),
        });
      } finally {
        watching.end();
      }
    } else {
      // The steps come when the program rests, which is no time for a picture: it is drawn at the end.
      run = await runOrder(file, chosen, { signal: endOf(own), threadLane: true });
    }
    if (own.abort.signal.aborted) return superseded;
    canvas.draw([run]);
    const twin = withTwin ? library.open(book).twin : undefined;
    if (twin !== undefined && !own.stop.signal.aborted) {
      const other = library.find(twin);
      const twinRun = await runProgram(other.file, { ...settings, sendLines: true });
      canvas.draw([run, twinRun]);
    }
    return { type: "ended", ...sayEnd(run) };
  }

  async function judge(
    own: Job,
    exercise: NonNullable<Book["exercise"]>,
    file: string,
    canvas: Canvas,
  ): Promise<ToldOfRun> {
    const { id, done, claims, run } = await judgeProgram(exercise, file, { signal: endOf(own) });
    if (run) canvas.draw([run]);
    if (own.stop.signal.aborted) {
      return { type: "ended", sentence: "You ended the program: it was not judged.", ok: false };
    }
    if (own.abort.signal.aborted) return superseded;
    if (done) noteProgress(practice, id, { done: true });
    const failing = claims.filter(({ holds }) => !holds).length;
    return {
      type: "ended",
      sentence: done
        ? "Solved: all claims hold."
        : `${failing} of ${claims.length} claims ${failing === 1 ? "does" : "do"} not hold yet.`,
      ok: done,
      claims,
      ...(done ? { explanation: oneLine(exercise.explanation) } : {}),
    };
  }

  async function performByHand(
    own: Job,
    book: Book,
    file: string,
    text: string,
    canvas: Canvas,
    tell: Tell,
  ): Promise<ToldOfRun> {
    let look: (() => Promise<Timeline>) | undefined;
    let asked = 0;
    const printed: string[] = [];
    const takePrinted = (): string[] => printed.splice(0).slice(-mostPrinted);
    const onOpen = async (open: readonly OpenStep[], taken: readonly string[]): Promise<void> => {
      asked += 1;
      const mine = asked;
      const timeline = await look?.();
      // Meanwhile something else may be open.
      if (!timeline || mine !== asked) return;
      tell({
        type: "waiting",
        picture: canvas.textOf({ timeline }),
        open: toWaiting(open),
        taken: [...taken],
        printed: takePrinted(),
      });
    };
    const hand = runByHand(
      file,
      {
        onOpen: (open, taken) => {
          onOpen(open, taken).catch(() => undefined);
        },
      },
      {
        signal: own.abort.signal,
        stop: own.stop.signal,
        sendLines: "live",
        watch: (lookNow) => {
          look = lookNow;
        },
        onOutput: ({ stream, text: line }) => {
          if (stream === "stdout") printed.push(line);
        },
      },
    );
    own.hand = hand;
    const run = await hand.run;
    asked += 1;
    if (own.abort.signal.aborted) return superseded;
    canvas.draw([run]);
    const { sentence, ok } = sayEnd(run);
    const again = file === book.file ? commandOf(run, text, canvas.name) : undefined;
    return {
      type: "ended",
      sentence: book.exercise
        ? `${sentence} An exercise is judged when the database answers by itself.`
        : sentence,
      ok,
      printed: takePrinted(),
      ...(again === undefined ? {} : { command: again }),
    };
  }

  return {
    run: (request, visitor) =>
      begin(request.run, visitor, (own, tell) => perform(request, own, visitor, tell)),

    explore: ({ run, name, text }, visitor) =>
      begin(run, visitor, async (own, tell) => {
        const book = library.find(name);
        const prepared = prepareFile(book, text, visitor.known);
        const canvas = createCanvas(book, text, prepared.file, tell);
        // The order that goes on comes to its end first, unless it has none.
        const hurry = new AbortController();
        let timer: NodeJS.Timeout | undefined;
        own.stop.signal.addEventListener("abort", () => {
          timer = setTimeout(() => hurry.abort(), stopLimitMs);
        });
        try {
          const result = await exploreProgram(prepared.file, {
            limit: mostOrders,
            totalTimeMs: mostSearchMs,
            signal: AbortSignal.any([own.abort.signal, hurry.signal]),
            stop: own.stop.signal,
            onOrder: (progress) => tell({ type: "searching", ...progress }),
          });
          return {
            type: "outcomes",
            sentence: own.stop.signal.aborted ? sayStopped(result) : sayOrders(result),
            outcomes: result.outcomes.filter(isOutcome).map(({ count, ending, first }) => ({
              label: `${count} ${count === 1 ? "order" : "orders"}: ${ending.output.join(" · ") || "prints nothing"}`,
              order: first.order,
              picture: canvas.textOf(first),
            })),
          };
        } finally {
          clearTimeout(timer);
          prepared.discard();
        }
      }),

    answer: (key) => job?.hand?.answer(key),
    answerAll: () => job?.hand?.answerAll(),
    stop: () => job?.stop.abort(),
    async end(visitor) {
      const last = job;
      if (visitor && last?.visitor !== visitor) return;
      last?.abort.abort();
      await last?.over;
    },
  };
}

/** For what cannot be asked to end, but only ended. */
function endOf({ abort, stop }: Job): AbortSignal {
  return AbortSignal.any([abort.signal, stop.signal]);
}

/** What is typed to see a run by hand again. Undefined where an order would not lead to the same: it does not say when timers ring. */
function commandOf(run: OrderedRun, text: string, name: string): string | undefined {
  const isWhole = run.outcome.kind !== "stopped" && run.outcome.kind !== "timed-out";
  const hasTimers = /timeout|interval|timers|sleep/i.test(text);
  return isWhole && !hasTimers && run.order !== "" ? replayCommand(name, run.order) : undefined;
}

/** What the page shows of a program: its runs, under the name of its lesson and not of a copy. */
interface Canvas {
  name: string;
  textOf(run: Pick<PicturedRun, "timeline"> & Partial<PicturedRun>): string;
  draw(runs: readonly Run[]): void;
}

function createCanvas(book: Book, text: string, file: string, tell: Tell): Canvas {
  const header = readProgramHeader(text);
  const shown = book.listed
    ? `chapters/${book.listed.chapter}/src/${path.basename(book.file)}`
    : book.file.split(path.sep).join("/");
  const ran = file.split(path.sep).join("/");
  const folder = `chapters/${book.listed?.chapter}/.cache/play/${path.basename(path.dirname(file))}/`;
  const textOf: Canvas["textOf"] = (run) => {
    const written = writeRunFile(
      {
        program: shown,
        title: header.title,
        plots: header.plots,
        values: header.values,
        ...run,
      },
      { id: "live", output: "live" },
      Infinity,
    );
    return ran === book.file
      ? written
      : written.replaceAll(folder, `chapters/${book.listed?.chapter}/src/`);
  };
  return {
    name: book.listed?.name ?? book.file,
    textOf,
    draw: (runs) => tell({ type: "picture", runs: runs.map((run) => textOf(run)) }),
  };
}

/** Draws a run while it goes on. */
function createWatch(canvas: Canvas & { draw: Canvas["draw"] }): {
  watch: (look: () => Promise<Timeline>) => void;
  end: () => void;
} {
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  let last = 0;
  return {
    watch(look) {
      const draw = async (): Promise<void> => {
        const startMs = performance.now();
        const timeline = await look();
        const count = timeline.operations().length + timeline.output().length;
        if (!hasEnded && count > 0 && count !== last) {
          last = count;
          canvas.draw([{ timeline } as Run]);
        }
        // To look takes longer the more there is: the run has the machine first.
        const pauseMs = Math.max(pictureEveryMs, (performance.now() - startMs) * 10);
        if (!hasEnded) timer = setTimeout(tick, pauseMs);
      };
      const tick = (): void => {
        draw().catch(() => undefined);
      };
      timer = setTimeout(tick, pictureEveryMs);
    },
    end() {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}

function toWaiting(open: readonly OpenStep[]): Waiting[] {
  return open.flatMap((step) => {
    if (step.isFault) return [];
    const { key, text, command, request } = step;
    const breaks = open
      .filter((each) => each.isFault && [`${key}x`, `${key}rx`].includes(each.key))
      .map((each) => ({ key: each.key, after: each.key.endsWith("rx") }));
    return [
      { key, text, breaks, ...(command ? { command } : {}), ...(request ? { request } : {}) },
    ];
  });
}

function sayEnd(run: Run | OrderedRun): { sentence: string; ok: boolean } {
  const { outcome, exitCode, timeline } = run;
  const how = exitCode === null || exitCode === 0 ? "" : ` Exit code ${exitCode}.`;
  const took = timeline.operations().length > 0 ? ` ${formatDuration(timeline.activeMs)}.` : "";
  return {
    sentence: `${outcome.sentence}${how}${took}`,
    ok: outcome.kind === "exited" && exitCode === 0,
  };
}

/** One that was ended in the middle has come to nothing. */
function isOutcome({ first }: OrdersResult["outcomes"][number]): boolean {
  return first.outcome.kind !== "aborted";
}

function sayStopped({ outcomes }: OrdersResult): string {
  const known = outcomes.filter(isOutcome);
  const count = known.reduce((sum, outcome) => sum + outcome.count, 0);
  return `You ended the search. Orders tried until then: ${count}, outcomes: ${known.length}. Nothing is proved.`;
}

function sayOrders({ complete, tried, outcomes, reduced }: OrdersResult): string {
  const ends = outcomes.length === 1 ? "one outcome" : `${outcomes.length} outcomes`;
  if (!complete)
    return `${tried} orders, and not all there are: ${ends} so far. Nothing is proved.`;
  const runs = tried === 1 ? "one run" : `${tried} runs`;
  return `All orders${reduced ? ", but for those that differ in steps that commute" : ""}: ${runs}, ${ends}.`;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
