import { existsSync, readFileSync, unwatchFile, watchFile } from "node:fs";
import { emitKeypressEvents } from "node:readline";
import { closeServers } from "@samples/lab";
import { wrapText } from "@samples/timeline";
import { createTwoFilesPatch } from "diff";
import { reportError } from "../terminal/report-error.ts";
import { terminal } from "../terminal/terminal.ts";
import { describeAttempt } from "./describe-attempt.ts";
import type { Exercise } from "./exercises.ts";
import { judgeAttempt } from "./judge-attempt.ts";
import { noteAttempt, practiceFolder } from "./practise.ts";
import { noteProgress } from "./progress-file.ts";

const keys = "h hint · d solution · e explanation · o all orders · n next · q quit";

/**
 * Runs `file` now and after each change, until somebody quits. Files are polled: that also sees a save by rename, and
 * works on network drives. Returns the exit code: 0 when the exercise is solved.
 */
export async function practiseWatching(
  exercise: Exercise,
  file: string,
  next: string | undefined,
): Promise<number> {
  const stop = new AbortController();
  const say = (text: string): void =>
    console.log(`\n${text.split("\n").flatMap(fitting).join("\n")}`);
  let seen: string | undefined;
  let isSolved = false;
  let hints = 0;
  let hasAsked = false;
  // One thing after the other: two saves in a row are one more run, and a key waits for the run to end.
  let work = Promise.resolve();
  const queue = (job: () => void | Promise<void>): void => {
    work = work
      .then(() => (stop.signal.aborted ? undefined : job()))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) reportError(error, { json: false, debug: false });
      });
  };

  const attempt = async (): Promise<void> => {
    if (!existsSync(file)) {
      if (seen !== undefined)
        say(`${file} is gone. Save it again to go on, or q and start anew for a fresh copy.`);
      seen = undefined;
      return;
    }
    const text = readFileSync(file, "utf8");
    if (text === seen) return;
    seen = text;
    console.log("\nRunning …");
    const result = await judgeAttempt(exercise, file, stop.signal);
    noteAttempt(result);
    isSolved = result.done;
    console.log(`\n${describeAttempt(result)}\n\n${keys}`);
  };
  const showSolution = (): void => {
    if (!hasAsked && !isSolved) {
      hasAsked = true;
      return say("This shows the solution, and the list will say so. Press d again to see it.");
    }
    if (!isSolved) noteProgress(practiceFolder, exercise.id, { seenSolution: true });
    const own = existsSync(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : "";
    say(
      createTwoFilesPatch(
        "your file",
        "solution",
        own,
        readFileSync(exercise.solutionFile, "utf8"),
      ),
    );
  };
  const exploreOrders = async (): Promise<void> => {
    const { exploreAndShow } = await import("../orders/explore-and-show.ts");
    await exploreAndShow({ programs: [{ file }], index: [], files: [] }, { picture: false });
    say(keys);
  };
  const press = (name: string | undefined): void => {
    if (name === "h") {
      const hint = exercise.hints[Math.min(hints, 2)] ?? "";
      hints = Math.min(hints + 1, 3);
      queue(() => say(`Hint ${hints} of 3: ${hint}`));
    } else if (name === "d") queue(showSolution);
    else if (name === "e") {
      queue(() => say(isSolved ? exercise.explanation : "The explanation is for afterwards."));
    } else if (name === "o") queue(exploreOrders);
    else if (name === "n") {
      queue(() => say(next ? `Next: q, then pnpm lesson practise ${next}` : "This is the last."));
    }
  };

  emitKeypressEvents(process.stdin);
  process.stdin.setRawMode(true);
  watchFile(file, { interval: 250 }, () => queue(attempt));
  queue(attempt);
  try {
    await new Promise<void>((resolve) => {
      process.stdin.on("keypress", (_text, key: { name?: string; ctrl?: boolean }) => {
        if (key.name === "q" || (key.ctrl && key.name === "c")) resolve();
        else press(key.name);
      });
      for (const signal of ["SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
      process.stdin.resume();
    });
  } finally {
    stop.abort();
    unwatchFile(file);
    process.stdin.setRawMode(false);
    process.stdin.pause();
    await work;
    await closeServers();
  }
  return isSolved ? 0 : 1;
}

function fitting(line: string): string[] {
  return line === "" || line.startsWith(" ") ? [line] : wrapText(line, terminal.width);
}
