import {
  compareStructure,
  describeStructure,
  printedOutput,
  type PictureStructure,
} from "@samples/snippets";
import { readRunFile, RunFileError } from "@samples/timeline";

/**
 * Returns what is wrong with a recorded run that is to be played: that it is not the one of the recorded picture and text, or
 * would not draw and print the same. Undefined when it is.
 *
 * @param json what the file holds
 * @param text the recorded text of the same program
 */
export function checkRunFile(
  json: string,
  structure: PictureStructure,
  text: string,
): string | undefined {
  try {
    const { drawn, run, leftOut } = readRunFile(json);
    const [shown] = structure.runs;
    if (drawn.id !== shown?.id || drawn.output !== shown.output) {
      return "is not the run that the recorded picture shows";
    }
    if (leftOut !== undefined) return undefined;
    const printed = printedOutput(text);
    const [difference] = compareStructure(structure, describeStructure(run.timeline, printed));
    if (difference !== undefined) return `does not draw the recorded picture: ${difference}`;
    const lines = run.timeline.output().toArray();
    const out = lines.filter(({ stream }) => stream === "stdout").map(({ name }) => name);
    const differs = out.findIndex((line, index) => line !== printed[index]);
    if (differs !== -1) return `prints another line ${differs + 1} than the recorded text has`;
    // What the text has beyond the run's lines is how the run ended.
    const missing = printed.slice(out.length).filter((line) => !/^\[.*\]$/.test(line));
    if (missing.length > 0) return `does not print what the recorded text ends with: ${missing[0]}`;
    return undefined;
  } catch (error) {
    if (!(error instanceof RunFileError)) throw error;
    return `cannot be played: ${error.message}`;
  }
}
