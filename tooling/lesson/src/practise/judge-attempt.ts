import { readFileSync } from "node:fs";
import { runProgram, type Run } from "@samples/lab";
import { judgeClaims, type JudgedClaim, type PracticeClaim } from "@samples/lab/practice";
import { transform } from "esbuild";
import type { Exercise } from "./exercises.ts";

/** An endless loop ends here. */
const timeLimitMs = 10_000;

/** What came of one attempt. All claims are judged on the one run. */
export interface Attempt {
  id: string;
  claims: JudgedClaim[];
  done: boolean;
  run: Run;
}

/**
 * Runs `file` once and judges every claim of `exercise` on that run.
 *
 * @throws LabError when it cannot be run
 */
export async function judgeAttempt(
  exercise: Exercise,
  file: string,
  signal?: AbortSignal,
): Promise<Attempt> {
  const claims = await loadClaims(exercise.claimsFile);
  const run = await runProgram(file, { holdUntil: exercise.holdUntil, timeLimitMs, signal });
  const judged = hasEnded(run)
    ? judgeClaims(run, claims)
    : claims.map(({ name }) => ({ name, holds: false, why: run.outcome.sentence }));
  return { id: exercise.id, claims: judged, done: judged.every(({ holds }) => holds), run };
}

/** A program that nobody could read, or that never ended, has no run to judge. */
function hasEnded({ outcome, timedOut }: Run): boolean {
  return outcome.kind !== "syntax-error" && !timedOut;
}

/** A file of claims imports nothing but types: plain JavaScript, once those are gone, wherever it lies. */
async function loadClaims(file: string): Promise<PracticeClaim[]> {
  const { code } = await transform(readFileSync(file, "utf8"), { loader: "ts", format: "esm" });
  const module = (await import(
    `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`
  )) as { claims: PracticeClaim[] };
  return module.claims;
}
