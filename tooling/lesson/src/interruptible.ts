import { constants } from "node:os";
import { EXIT_SIGNAL, LessonError } from "./lesson-error.ts";

/** Somebody ended the command (Ctrl-C): there is nothing to explain, only an exit code. */
export class Interrupted extends LessonError {
  override name = "Interrupted";

  constructor(signal: NodeJS.Signals) {
    super(`Ended by ${signal}.`, { exitCode: EXIT_SIGNAL + constants.signals[signal] });
  }
}

const endingSignals: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs `work` so that Ctrl-C, and the other signals that end a process, abort it and let it clean
 * up. A second one does not wait for that.
 *
 * @throws Interrupted once `work` is over, if a signal came
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const end = (name: NodeJS.Signals): void => {
    const interrupted = new Interrupted(name);
    if (signal.aborted) process.exit(interrupted.exitCode);
    controller.abort(interrupted);
  };
  for (const name of endingSignals) process.on(name, end);
  try {
    const result = await work(signal);
    signal.throwIfAborted();
    return result;
  } catch (error) {
    // Whatever the work says about being aborted, the reason is the signal.
    signal.throwIfAborted();
    throw error;
  } finally {
    for (const name of endingSignals) process.off(name, end);
  }
}
