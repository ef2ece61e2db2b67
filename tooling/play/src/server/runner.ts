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
import { oneLine } from "@samples/lesson/working-copy";
import { formatDuration, writeRunFile, type PicturedRun, type Timeline } from "@samples/timeline";
import type { RunRequest, Told, Waiting } from "../messages.ts";
import type { Book, Library } from "./library.ts";
import { createSignal } from "./signal.ts";
import { prepareFile } from "./prepare-file.ts";

/** A picture is sent so often at most, in ms. */
const pictureEveryMs = 100;

/** An order more than this is not tried from the page; the command line tries as many as one likes. */
const mostOrders = 300;
const mostSearchMs = 30_000;

/** Runs one program at a time, and tells what happens. */
export interface Runner {
  /** Ends what runs, and starts this. Resolves when it is over. */
  run(request: RunRequest, tell: (told: Told) => void): Promise<void>;
  /** Ends what runs, and tries every order. */
  explore(
    request: { name: string; text: string; base: string },
    tell: (told: Told) => void,
  ): Promise<void>;
  answer(key: string): void;
  answerAll(): void;
  /** Asks the program to end; what it did until then is shown. */
  stop(): void;
  /** Ends what runs, and resolves when nothing does. */
  end(): Promise<void>;
}

interface Job {
  abort: AbortController;
  stop: AbortController;
  hand?: RunByHand;
  over: Promise<void>;
}

export function createRunner(library: Library, practice: string): Runner {
  let job: Job | undefined;

  async function begin(
    work: (job: Job) => Promise<void>,
    tell: (told: Told) => void,
  ): Promise<void> {
    const before = job;
    const over = createSignal();
    const own: Job = {
      abort: new AbortController(),
      stop: new AbortController(),
      over: over.promise,
    };
    job = own;
    before?.abort.abort();
    await before?.over;
    try {
      // Somebody was faster.
      if (!own.abort.signal.aborted) await work(own);
    } catch (error) {
      if (!own.abort.signal.aborted) tell({ type: "problem", sentence: sentenceOf(error) });
    } finally {
      if (job === own) job = undefined;
      over.resolve();
    }
  }

  async function perform(request: RunRequest, own: Job, tell: (told: Told) => void): Promise<void> {
    const { name, text, latencyMs, byHand, withTwin, order, cut } = request;
    const book = library.find(name);
    const prepared = prepareFile(book, text, request.base);
    const { file } = prepared;
    const canvas = createCanvas(book, text, file, tell);
    const settings: RunOptions = { signal: own.abort.signal, stop: own.stop.signal };
    tell({ type: "started", name });
    try {
      if (byHand) {
        await performByHand(own, file, canvas, settings, tell);
        return;
      }
      const watching = createWatch(canvas);
      const options: RunOptions = {
        ...settings,
        latencyMs,
        sendLines: "live",
        watch: watching.watch,
        ...(cut.trim() === "" ? {} : { cut: cut.trim() }),
      };
      const isChecked = book.exercise !== undefined && order === "" && cut === "";
      if (isChecked && book.exercise) {
        const attempt = await judgeProgram(book.exercise, file, { signal: own.abort.signal });
        if (attempt.done) noteProgress(practice, attempt.id, { done: true });
        if (attempt.run) canvas.draw([attempt.run]);
        tell({
          type: "ended",
          sentence: attempt.done
            ? "Solved: all claims hold."
            : `${attempt.claims.filter(({ holds }) => !holds).length} of ${attempt.claims.length} claims do not hold yet.`,
          ok: attempt.done,
          claims: attempt.claims,
          ...(attempt.done ? { explanation: oneLine(book.exercise.explanation) } : {}),
        });
        return;
      }
      let run: Run;
      try {
        run =
          order.trim() === ""
            ? await runProgram(file, options)
            : await runOrder(file, order.trim(), options);
      } finally {
        watching.end();
      }
      if (own.abort.signal.aborted) return;
      canvas.draw([run]);
      const twin = withTwin ? library.open(book).twin : undefined;
      if (twin !== undefined) {
        const other = library.find(twin);
        const twinRun = await runProgram(other.file, { ...settings, latencyMs, sendLines: true });
        if (own.abort.signal.aborted) return;
        canvas.draw([run, twinRun]);
      }
      tell({ type: "ended", ...sayEnd(run) });
    } finally {
      prepared.discard();
    }
  }

  async function performByHand(
    own: Job,
    file: string,
    canvas: Canvas,
    settings: RunOptions,
    tell: (told: Told) => void,
  ): Promise<void> {
    let look: (() => Promise<Timeline>) | undefined;
    let asked = 0;
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
        ...settings,
        sendLines: "live",
        watch: (lookNow) => {
          look = lookNow;
        },
      },
    );
    own.hand = hand;
    const run = await hand.run;
    asked += 1;
    if (own.abort.signal.aborted) return;
    canvas.draw([run]);
    tell({
      type: "ended",
      ...sayEnd(run),
      ...(run.order === "" ? {} : { command: replayCommand(canvas.name, run.order) }),
    });
  }

  return {
    run: (request, tell) => begin((own) => perform(request, own, tell), tell),

    explore: ({ name, text, base }, tell) =>
      begin(async (own) => {
        const book = library.find(name);
        const prepared = prepareFile(book, text, base);
        const canvas = createCanvas(book, text, prepared.file, tell);
        tell({ type: "started", name });
        try {
          const result = await exploreProgram(prepared.file, {
            limit: mostOrders,
            totalTimeMs: mostSearchMs,
            signal: own.abort.signal,
            stop: own.stop.signal,
            onOrder: (progress) => tell({ type: "searching", ...progress }),
          });
          if (own.abort.signal.aborted) return;
          tell({
            type: "outcomes",
            sentence: sayOrders(result),
            outcomes: result.outcomes.map(({ count, ending, first }) => ({
              label: `${count} ${count === 1 ? "order" : "orders"}: ${ending.output.join(" · ") || "prints nothing"}`,
              order: first.order,
              picture: canvas.textOf(first),
            })),
          });
        } finally {
          prepared.discard();
        }
      }, tell),

    answer: (key) => job?.hand?.answer(key),
    answerAll: () => job?.hand?.answerAll(),
    stop: () => job?.stop.abort(),
    async end() {
      const last = job;
      last?.abort.abort();
      await last?.over;
    },
  };
}

/** What the page shows of a program: its runs, under the name of its lesson and not of a copy. */
interface Canvas {
  name: string;
  textOf(run: Pick<PicturedRun, "timeline"> & Partial<PicturedRun>): string;
  draw(runs: readonly Run[]): void;
}

function createCanvas(book: Book, text: string, file: string, tell: (told: Told) => void): Canvas {
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

function sayOrders({ complete, tried, outcomes, reduced }: OrdersResult): string {
  const ends = outcomes.length === 1 ? "one outcome" : `${outcomes.length} outcomes`;
  if (!complete)
    return `${tried} orders, and not all there are: ${ends} so far. Nothing is proved.`;
  return `All orders${reduced ? ", but for those that differ in steps that commute" : ""}: ${tried} runs, ${ends}.`;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
