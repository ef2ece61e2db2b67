import { wrapText } from "@samples/timeline";
import type { Terminal } from "./terminal.ts";

/**
 * Returns the lines of a name and a sentence beside it. On a terminal that is too narrow for both, the sentence continues
 * below its own beginning; where nobody looks, it stays one line, so that `grep` finds it whole.
 *
 * @param head as it is printed, with its colors
 * @param headWidth in columns, with the space after it
 */
export function twoColumns(
  head: string,
  headWidth: number,
  sentence: string,
  { isTTY, width }: Terminal,
): string[] {
  const lines = isTTY ? wrapText(sentence, Math.max(20, width - headWidth)) : [sentence];
  return lines.map((line, index) => (index === 0 ? head : " ".repeat(headWidth)) + line);
}
