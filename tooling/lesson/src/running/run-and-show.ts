import { closeServers, LabError } from "@samples/lab";
import {
  describeSlowest,
  findSlowest,
  layOutPicture,
  renderTerminal,
  wrapText,
} from "@samples/timeline";
import { closingWords } from "./closing-words.ts";
import { exitCodeOf } from "./exit-code.ts";
import { interruptible } from "./interruptible.ts";
import { perform } from "./perform.ts";
import { writePictureFiles } from "./picture-files.ts";
import type { ShowOptions } from "./run-options.ts";
import { terminal } from "../terminal/terminal.ts";
import { toJson } from "../terminal/to-json.ts";
import type { Asked } from "../programs/what-was-asked.ts";

/**
 * Runs the program that was asked for and prints what `options` want to see. Returns the exit code.
 *
 * @throws LabError when there is no run
 */
export async function runAndShow(
  { programs: [program], index, files }: Asked,
  options: Partial<ShowOptions> & { args?: string[] },
): Promise<number> {
  if (!program) throw new Error("Cannot run: name one program.");
  const stop = new AbortController();
  const run = await interruptible(async (signal) => {
    try {
      return await perform(program, { ...options, signal, stop: stop.signal, quiet: options.json });
    } catch (error) {
      // Nothing had begun that could be stopped and drawn.
      if (error instanceof LabError && error.code === "aborted") throw stop.signal.reason;
      throw error;
    } finally {
      await closeServers();
    }
  }, stop);

  const hasBegun = run.outcome.kind !== "syntax-error";
  const didSomething = run.timeline
    .spans()
    .toArray()
    .some(({ lane }) => lane !== "output");
  if (hasBegun) await writePictureFiles(files, [run], options);
  const slowest =
    options.slowest === undefined ? undefined : findSlowest(run.timeline, options.slowest);
  if (options.json) {
    console.log(toJson(slowest ? { ...run, slowest } : run));
  } else if (hasBegun && didSomething && options.picture !== false) {
    const maxRows = rowsThatFit(process.stdout);
    console.log(`\n${renderTerminal(layOutPicture(run, { ...options, maxRows }))}`);
  }
  if (slowest && slowest.length > 0 && !options.json) {
    console.log(`\n${describeSlowest(slowest, terminal.width).join("\n")}`);
  }

  const words = closingWords(run, program, index);
  if (words.error) console.error(words.error);
  if (run.timedOut && words.error) {
    console.error(
      "To give it a minute: --time-limit 60000. Ctrl-C ends it early, and draws it, too.",
    );
  }
  if (words.summary && !options.json) {
    const lines = words.summary.split("\n").flatMap((line) => wrapText(line, terminal.width));
    console.log(`\n${lines.join("\n")}`);
  }
  return exitCodeOf(run);
}

/** What stands around the operations of a picture: heading, thread, axis, legend, closing words. */
const linesAround = 16;

/** How many operations have a row of their own, so that the picture and the words below it are one screenful. */
function rowsThatFit({ isTTY, rows }: { isTTY?: boolean; rows?: number }): number {
  return isTTY && rows ? Math.min(12, Math.max(5, rows - linesAround)) : 12;
}
