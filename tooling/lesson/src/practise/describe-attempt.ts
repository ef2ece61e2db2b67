import type { Attempt, PracticeRun } from "@samples/lab/practice";
import { layOutPicture, renderTerminal, wrapText } from "@samples/timeline";
import { colors, terminal } from "../terminal/terminal.ts";

/** Operations beyond this many rows are folded: the claims below must still fit on a screen of 24 lines. */
const rows = { alone: 5, each: 3 };

const mostErrorLines = 8;

/** A line of a stack trace that is not about the reader's file. */
const isForeignFrame = /^\s+at .*(?:node_modules|node:internal|\(node:)/;

/**
 * Returns the picture of the run (after that of the run before, when there is one), each claim with ✓ or ✗, and what is
 * left.
 */
export function describeAttempt({ run, claims, done }: Attempt, before?: PracticeRun): string {
  const errors = (run?.output ?? [])
    .filter(({ stream, text }) => stream === "stderr" && !isForeignFrame.test(text))
    .slice(0, mostErrorLines)
    .map(({ text }) => text);
  const steps = run && "steps" in run ? stepsOf(run.steps as { key: string; text: string }[]) : [];
  const reasons = claims.map(({ why }) => why);
  const lines = claims.flatMap(({ name, holds, why }, index) => [
    ...markedLine(holds ? colors.green("✓") : colors.red("✗"), name),
    // The same reason for all is said once.
    ...(why !== undefined && reasons.indexOf(why) === index ? indented(why) : []),
  ]);
  const left = claims.filter(({ holds }) => !holds).length;
  const end = done
    ? colors.green("Solved.")
    : `${left} of ${claims.length} ${claims.length === 1 ? "claim" : "claims"} left.`;
  return [
    ...pictureOf(run, before),
    ...steps,
    ...errors,
    ...(errors.length > 0 ? [""] : []),
    ...lines,
    "",
    end,
  ].join("\n");
}

function pictureOf(run: PracticeRun | undefined, before: PracticeRun | undefined): string[] {
  if (!run || !hasBegun(run)) return [];
  const options = { maxRows: before ? rows.each : rows.alone };
  const picture =
    before && hasBegun(before)
      ? layOutPicture([named(before, "before"), named(run, "now")], options)
      : layOutPicture(run, options);
  return [renderTerminal(picture), ""];
}

function hasBegun({ outcome, timeline }: PracticeRun): boolean {
  return outcome.kind !== "syntax-error" && timeline.operations().length > 0;
}

function named(run: PracticeRun, program: string): PracticeRun {
  return { ...run, program, title: undefined };
}

function stepsOf(steps: readonly { key: string; text: string }[]): string[] {
  return [...steps.map(({ key, text }) => `  ${key.padEnd(4)} ${text}`), ""];
}

function markedLine(mark: string, name: string): string[] {
  return wrapText(name, terminal.width - 2).map((line, index) =>
    index === 0 ? `${mark} ${line}` : `  ${line}`,
  );
}

function indented(why: string): string[] {
  const [sentence = "", ...picture] = why.split("\n");
  const wrapped = wrapText(sentence, terminal.width - 4);
  return [...wrapped, ...picture].map((line) => (line === "" ? "" : `    ${line}`));
}
