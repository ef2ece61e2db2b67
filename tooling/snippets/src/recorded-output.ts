import {
  compareLine,
  formatTokens,
  parseRecordedLine,
  recordLine,
  type RecordingRules,
  type Token,
} from "./recorded-text.ts";

export interface OutputRules extends RecordingRules {
  /** Beginnings of lines (the header's `@unordered`) that may come in any order among themselves. */
  unordered: string[];
}

export interface OutputDifference {
  /** Line of the recorded file, counting from 1. */
  line: number;
  message: string;
}

/** Returns the text of a recorded file for the lines that a program printed. */
export function recordOutput(lines: string[], rules: OutputRules): string {
  return lines.map((line) => `${formatTokens(recordLine(line, rules))}\n`).join("");
}

/** Compares printed lines with a recorded file, line by line; an empty array says that they agree. */
export function compareOutput(
  recordedText: string,
  lines: string[],
  rules: OutputRules,
): OutputDifference[] {
  const recordedLines = recordedText.split(/\r?\n/);
  if (recordedLines.at(-1) === "") recordedLines.pop();
  const recorded = inOneOrder(
    recordedLines.map((line) => parseRecordedLine(line)),
    rules.unordered,
  );
  const printed = inOneOrder(
    lines.map((line) => recordLine(line, rules)),
    rules.unordered,
  );
  const differences: OutputDifference[] = [];
  for (let index = 0; index < Math.max(recorded.length, printed.length); index += 1) {
    const before = recorded[index];
    const now = printed[index];
    const line = (before ?? recorded.at(-1))?.line ?? 1;
    if (!before || !now) {
      differences.push({
        line,
        message: before
          ? `recorded ${JSON.stringify(formatTokens(before.tokens))}, and nothing more was printed`
          : `printed ${JSON.stringify(formatTokens(now?.tokens ?? []))}, which is not recorded`,
      });
      break;
    }
    const message = compareLine(before.tokens, now.tokens);
    if (message !== undefined) differences.push({ line, message });
  }
  return differences;
}

interface Numbered {
  tokens: Token[];
  line: number;
}

/** Sorts each run of neighbouring lines that may come in any order, so that the two sides can be laid side by side. */
function inOneOrder(lines: Token[][], unordered: string[]): Numbered[] {
  const numbered = lines.map((tokens, index) => ({ tokens, line: index + 1 }));
  if (unordered.length === 0) return numbered;
  const result: Numbered[] = [];
  let run: { key: string; entry: Numbered }[] = [];
  let runPrefix: string | undefined;
  const flush = () => {
    run.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    result.push(...run.map(({ entry }) => entry));
    run = [];
  };
  for (const entry of numbered) {
    // Holes do not take part in the order: their values differ from run to run.
    const key = entry.tokens.map((token) => (token.kind === "text" ? token.text : "\0")).join("");
    const prefix = unordered.find((start) => key.startsWith(start));
    if (prefix !== runPrefix) flush();
    runPrefix = prefix;
    if (prefix === undefined) result.push(entry);
    else run.push({ key, entry });
  }
  flush();
  return result;
}
