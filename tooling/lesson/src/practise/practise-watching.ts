import { existsSync, readFileSync, unwatchFile, watchFile, writeFileSync } from "node:fs";
import { emitKeypressEvents } from "node:readline";
import { createInterface } from "node:readline/promises";
import { closeServers } from "@samples/lab";
import { asksForProgram } from "@samples/lab/practice";
import type { Exercise, PracticeRun } from "@samples/lab/practice";
import { readVariant, describeForm } from "@samples/lab/practice";
import { wrapText } from "@samples/timeline";
import { createTwoFilesPatch } from "diff";
import { shortPath } from "../repository.ts";
import { reportError } from "../terminal/report-error.ts";
import { colors, terminal } from "../terminal/terminal.ts";
import { describeAttempt } from "./describe-attempt.ts";
import { describeFirstOrder } from "./first-order.ts";
import { judgeFile } from "./judge-file.ts";
import { noteAttempt } from "./practise.ts";
import { noteProgress } from "./progress-file.ts";
import { findTypeErrors } from "./type-errors.ts";
import { oneLine } from "./one-line.ts";
import {
  answersText,
  createScratchCopy,
  practiceFolder,
  questionText,
  startText,
  writeAnswers,
  type WorkingCopy,
} from "./working-copy.ts";

/** How often the file is looked at, in ms. Looking also sees a save by rename, and works on network drives. */
const lookEveryMs = 150;

/**
 * Runs the reader's file now and after each change, until somebody quits or goes on to the next exercise. Returns which of the two, and
 * whether this one is solved.
 */
export async function practiseWatching(
  exercise: Exercise,
  { program, file }: WorkingCopy,
  next: string | undefined,
): Promise<{ isSolved: boolean; goesOn: boolean }> {
  const isAnswered = !asksForProgram(exercise);
  const stop = new AbortController();
  let seen: string | undefined;
  let before: PracticeRun | undefined;
  let isSolved = false;
  let hints = 0;
  let hasAsked = false;
  let hasSeenSolution = false;
  let hasAskedForNext = false;
  let goesOn = false;
  let end = (): void => undefined;
  let isTyping = false;
  let types = new AbortController();

  // One thing after the other: two saves in a row are one more run, and a key waits for the run to end.
  let work = Promise.resolve();
  const queue = (job: () => void | Promise<void>): void => {
    work = work
      .then(() => (stop.signal.aborted ? undefined : job()))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) reportError(error, { json: false, debug: false });
      });
  };
  const sayKeys = (): void => {
    const again =
      isSolved || isAnswered ? "" : `Change ${shortPath(file)} and save it: it runs again.\n`;
    console.log(`\n${again}${colors.dim(keysOf(exercise, isSolved || hasSeenSolution))}`);
  };

  const attempt = async (): Promise<void> => {
    if (!existsSync(file)) {
      if (seen !== undefined)
        say(
          `${shortPath(file)} is gone. Save it again to go on, or q and begin anew for a fresh copy.`,
        );
      seen = undefined;
      return;
    }
    const text = readFileSync(file, "utf8");
    // An editor may empty a file before it writes it.
    if (text === seen || (text === "" && seen !== undefined)) return;
    seen = text;
    types.abort();
    types = new AbortController();
    const checked = isAnswered ? Promise.resolve([]) : findTypeErrors(file, types.signal);
    console.log("\nRunning …");
    const result = await judgeFile(exercise, file, stop.signal);
    noteAttempt(result);
    isSolved = result.done;
    console.log(`\n${describeAttempt(result, before)}`);
    before = result.run ?? before;
    sayKeys();
    void checked.then((errors) => {
      // They come when they come: a later save has them checked again.
      if (errors.length > 0 && seen === text && !stop.signal.aborted)
        say(["TypeScript says:", ...errors].join("\n"));
      return undefined;
    });
  };

  const ask = async (): Promise<void> => {
    isTyping = true;
    const typing = createInterface({ input: process.stdin, output: process.stdout });
    try {
      const answers: string[] = [];
      const asked =
        exercise.kind === "predict"
          ? exercise.questions.map((each) => ({
              text: questionText(each),
              form: describeForm(each),
            }))
          : [
              {
                text: "Which order breaks it? Steps as they are printed above, such as 1.2.1",
                form: "",
              },
            ];
      for (const [index, { text }] of asked.entries()) {
        const number = asked.length > 1 ? `${index + 1}. ` : "";
        say(`${number}${text}`);
        answers.push(await typing.question("> ", { signal: stop.signal }));
      }
      const text = existsSync(file) ? readFileSync(file, "utf8") : (answersText(exercise) ?? "");
      writeFileSync(file, writeAnswers(text, answers));
      seen = undefined;
    } finally {
      typing.close();
      isTyping = false;
      // Closing it ends the listening for keys as well.
      if (!stop.signal.aborted) {
        process.stdin.setRawMode(true);
        process.stdin.resume();
      }
    }
    await attempt();
  };

  const begin = async (): Promise<void> => {
    if (!isAnswered) return await attempt();
    say(codeOf(startText(exercise)));
    say(`The program is ${shortPath(program)}.`);
    if (exercise.kind === "order") await showFirstOrder(exercise, stop.signal);
    await ask();
  };

  const showSolution = (): void => {
    if (!hasAsked && !isSolved) {
      hasAsked = true;
      return say("This shows the solution, and the list will say so. Press d again to see it.");
    }
    hasSeenSolution = true;
    if (!isSolved) noteProgress(practiceFolder, exercise.id, { seenSolution: true });
    if (exercise.kind === "order") return say(`One such order: ${exercise.solution}`);
    if (exercise.kind === "predict")
      return say("The run itself is the solution: answer anything, and it shows what is right.");
    const own = existsSync(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : "";
    say(diffOf(own, readVariant(exercise, exercise.solution)));
  };
  const exploreOrders = async (): Promise<void> => {
    const { exploreAndShow } = await import("../orders/explore-and-show.ts");
    await exploreAndShow(
      { programs: [{ file: program }], index: [], files: [] },
      { picture: false },
    );
    sayKeys();
  };
  const press = (name: string | undefined): void => {
    if (name === "h") {
      const hint = exercise.hints[Math.min(hints, 2)] ?? "";
      hints = Math.min(hints + 1, 3);
      const number = hints;
      queue(() => {
        say(`Hint ${number} of 3: ${oneLine(hint)}`);
        noteProgress(practiceFolder, exercise.id, { hints: number });
      });
    } else if (name === "d") queue(showSolution);
    else if (name === "a" && isAnswered) queue(ask);
    else if (name === "e") {
      queue(() =>
        say(
          isSolved || hasSeenSolution
            ? oneLine(exercise.explanation)
            : "The explanation is for afterwards: solve it first, or see the solution with d.",
        ),
      );
    } else if (name === "o" && exercise.kind !== "predict") queue(exploreOrders);
    else if (name === "n") {
      if (next === undefined) return queue(() => say("This is the last one."));
      if (isSolved || hasSeenSolution || hasAskedForNext) {
        goesOn = true;
        return end();
      }
      hasAskedForNext = true;
      queue(() => say(`This one is not solved yet. Press n again to go on to ${next}.`));
    }
  };

  emitKeypressEvents(process.stdin);
  process.stdin.setRawMode(true);
  watchFile(file, { interval: lookEveryMs }, () => {
    if (!isTyping) queue(attempt);
  });
  queue(begin);
  const onKey = (_text: unknown, key: { name?: string; ctrl?: boolean }): void => {
    if (key.ctrl && key.name === "c") return end();
    if (isTyping) return;
    if (key.name === "q") end();
    else press(key.name);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const onSignal = (): void => end();
  try {
    await new Promise<void>((resolve) => {
      end = resolve;
      process.stdin.on("keypress", onKey);
      for (const signal of signals) process.once(signal, onSignal);
      process.stdin.resume();
    });
  } finally {
    stop.abort();
    types.abort();
    unwatchFile(file);
    process.stdin.off("keypress", onKey);
    for (const signal of signals) process.off(signal, onSignal);
    process.stdin.setRawMode(false);
    process.stdin.pause();
    await work;
    await closeServers();
  }
  return { isSolved, goesOn };
}

function keysOf({ kind }: Exercise, isSolved: boolean): string {
  return [
    "h hint",
    ...(kind === "predict" || kind === "order" ? ["a again"] : []),
    isSolved ? "d solution · e explanation" : "d solution",
    ...(kind === "predict" ? [] : ["o all orders"]),
    "n next",
    "q quit",
  ].join(" · ");
}

async function showFirstOrder(exercise: Exercise, signal: AbortSignal): Promise<void> {
  if (exercise.kind !== "order") return;
  const copy = createScratchCopy(exercise, readVariant(exercise, exercise.program));
  try {
    console.log(`\n${await describeFirstOrder(copy.file, signal)}`);
  } finally {
    copy.remove();
  }
}

function say(text: string): void {
  console.log(`\n${text.split("\n").flatMap(fitting).join("\n")}`);
}

function fitting(line: string): string[] {
  return /^( |[+-]|$)/.test(line) ? [line] : wrapText(line, terminal.width);
}

/** The program without its header, which says the task again. */
function codeOf(text: string): string {
  return text
    .replace(/^\/\*\*[\s\S]*?\*\/\n/, "")
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`))
    .join("\n")
    .trimEnd();
}

/** What is between a reader's file and the solution, without the headers. */
function diffOf(own: string, solution: string): string {
  const bare = (text: string): string =>
    text
      .replace(/^\s*\/\*\*[\s\S]*?\*\/\s*/, "")
      .replaceAll(/^[ \t]*\/\/ #(region|endregion).*\n?/gm, "");
  return createTwoFilesPatch("your file", "solution", bare(own), bare(solution))
    .split("\n")
    .slice(1)
    .map((line) =>
      line.startsWith("+") ? colors.green(line) : line.startsWith("-") ? colors.red(line) : line,
    )
    .join("\n")
    .trimEnd();
}
