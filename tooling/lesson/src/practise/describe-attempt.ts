import { layOutPicture, renderTerminal, wrapText } from "@samples/timeline";
import { colors, terminal } from "../terminal/terminal.ts";
import type { Attempt } from "./judge-attempt.ts";

/** Returns the picture of the run, each claim with ✓ or ✗, and what is left. */
export function describeAttempt({ run, claims, done }: Attempt): string {
  const hasBegun = run.outcome.kind !== "syntax-error" && run.timeline.operations().length > 0;
  const picture = hasBegun ? [renderTerminal(layOutPicture(run, { maxRows: 5 })), ""] : [];
  const errors = run.output
    .filter(({ stream }) => stream === "stderr")
    .slice(0, 8)
    .map(({ text }) => text);
  const reasons = claims.map(({ why }) => why);
  const lines = claims.flatMap(({ name, holds, why }, index) => [
    holds ? `${colors.green("✓")} ${name}` : `${colors.red("✗")} ${name}`,
    // The same reason for all is said once.
    ...(why !== undefined && reasons.indexOf(why) === index ? indented(why) : []),
  ]);
  const left = claims.filter(({ holds }) => !holds).length;
  const end = done
    ? "Solved."
    : `${left} of ${claims.length} ${claims.length === 1 ? "claim" : "claims"} left.`;
  return [...picture, ...errors, ...(errors.length > 0 ? [""] : []), ...lines, "", end].join("\n");
}

function indented(why: string): string[] {
  const [sentence = "", ...picture] = why.split("\n");
  const wrapped = wrapText(sentence, terminal.width - 4);
  return [...wrapped, ...picture].map((line) => (line === "" ? "" : `    ${line}`));
}
