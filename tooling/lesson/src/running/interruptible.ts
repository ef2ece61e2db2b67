import { constants } from "node:os";
import { listenForCtrlC } from "../terminal/listen-for-ctrl-c.ts";
import { EXIT_SIGNAL, LessonError } from "../terminal/lesson-error.ts";

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
 * With `stop`, the first Ctrl-C aborts that instead, which `work` may take for a natural end; the second one
 * aborts `work`.
 *
 * @throws Interrupted once `work` is over, if it was aborted
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  stop?: AbortController,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const end = (name: NodeJS.Signals): void => {
    const interrupted = new Interrupted(name);
    if (name === "SIGINT" && stop && !stop.signal.aborted) {
      stop.abort(interrupted);
      return;
    }
    if (signal.aborted) process.exit(interrupted.exitCode);
    controller.abort(interrupted);
  };
  for (const name of endingSignals) process.on(name, end);
  const letGo = stop ? listenForCtrlC(() => end("SIGINT")) : () => {};
  try {
    const result = await work(signal);
    signal.throwIfAborted();
    return result;
  } catch (error) {
    // Whatever the work says about being aborted, the reason is the signal.
    signal.throwIfAborted();
    throw error;
  } finally {
    letGo();
    for (const name of endingSignals) process.off(name, end);
  }
}
