/** The command line is wrong: an option, a name, a file that is not there. Nothing was run. */
export const EXIT_WRONG_USAGE = 2;
/** What was asked for cannot be done: no server, no Docker, a file that cannot be written. */
export const EXIT_FAILED = 1;
/** A program was still running at its time limit; the number is that of timeout(1). */
export const EXIT_TIMED_OUT = 124;
/** A signal ended it: this plus the signal's number, as shells have it (Ctrl-C: 130). */
export const EXIT_SIGNAL = 128;

/**
 * What a person is told instead of a result. The message says what happened, what was expected and
 * what to do; it is all that is shown, unless `--debug` asks for the stack.
 */
export class LessonError extends Error {
  override name = "LessonError";
  readonly exitCode: number;

  constructor(message: string, options: { exitCode?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.exitCode = options.exitCode ?? EXIT_WRONG_USAGE;
  }
}
