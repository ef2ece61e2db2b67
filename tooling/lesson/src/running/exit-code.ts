import { constants } from "node:os";
import type { Run } from "@samples/lab";
import { EXIT_FAILED, EXIT_SIGNAL, EXIT_TIMED_OUT } from "../terminal/lesson-error.ts";

/** Returns the exit code of a command that ran a program: the program's own, in the terms of a shell. */
export function exitCodeOf(
  run: Pick<Run, "exitCode" | "signal" | "timedOut" | "outcome" | "requests">,
): number {
  if (run.timedOut) return EXIT_TIMED_OUT;
  const isAnswered = run.requests.every(({ error }) => error === undefined);
  // It was asked to end, and did.
  if (run.outcome.kind === "served") return isAnswered ? 0 : EXIT_FAILED;
  if (run.exitCode === 0 && !isAnswered) return EXIT_FAILED;
  if (run.signal !== null) return EXIT_SIGNAL + constants.signals[run.signal];
  return run.exitCode ?? 1;
}
