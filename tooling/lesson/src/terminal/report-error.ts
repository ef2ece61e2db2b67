import { inspect } from "node:util";
import { Interrupted } from "../running/interruptible.ts";
import { EXIT_FAILED, LessonError } from "./lesson-error.ts";

/**
 * Says on stderr why there is no result, and with `json` on stdout, too, as the one object that
 * was promised there. Returns the exit code.
 */
export function reportError(error: unknown, how: { json: boolean; debug: boolean }): number {
  const exitCode = error instanceof LessonError ? error.exitCode : EXIT_FAILED;
  const message = error instanceof Error ? error.message : String(error);

  if (how.json) console.log(JSON.stringify({ error: { message, exitCode } }, null, 2));
  if (how.debug) console.error(inspect(error));
  else if (!(error instanceof Interrupted)) console.error(message);
  return exitCode;
}
