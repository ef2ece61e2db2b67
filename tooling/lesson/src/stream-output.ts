import type { OutputLine } from "@samples/lab";

/** How long the first lines of stderr are held, in ms: longer than Node takes to end after an error. */
const holdMs = 200;

/** Passes a program's output on while it runs. */
export interface OutputStreamer {
  pass: (line: OutputLine) => void;
  /** The program has ended: prints what is held, or drops it. */
  end: (what: "print" | "drop") => void;
}

/**
 * Prints each line as it comes, with one exception: what a program writes to stderr before anything
 * else may be Node's long report that it cannot be read at all, for which there is a better sentence. It
 * is held for a moment, in which such a program ends.
 */
export function streamOutput(print: (line: OutputLine) => void): OutputStreamer {
  let held: OutputLine[] = [];
  let isRunning = false;
  let timer: NodeJS.Timeout | undefined;

  const release = (): void => {
    clearTimeout(timer);
    for (const line of held) print(line);
    held = [];
  };
  return {
    pass(line) {
      if (!isRunning && line.stream === "stderr") {
        held.push(line);
        timer ??= setTimeout(() => {
          isRunning = true;
          release();
        }, holdMs);
        return;
      }
      isRunning = true;
      release();
      print(line);
    },
    end(what) {
      if (what === "drop") held = [];
      release();
    },
  };
}
