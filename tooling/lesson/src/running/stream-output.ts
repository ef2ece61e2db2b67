import type { OutputLine } from "@samples/lab";

/** How long what may be a crash is held, in ms: longer than Node takes to end after it, on a busy machine, too. */
const holdMs = 2_000;

/** Node's report of an error that nobody caught begins with the place, "/shop/report.ts:12", or with an empty line. */
const beginOfAReport = /^$|:\d+$/;

/** Passes a program's output on while it runs. */
export interface OutputStreamer {
  pass: (line: OutputLine) => void;
  /** The program has ended: prints what is held, or drops it. */
  end: (what: "print" | "drop") => void;
}

/**
 * Prints each line as it comes, with one exception: if the first thing of all looks like Node's long report that a
 * program cannot even be read, for which there is a better sentence, it is held until the program ends.
 */
export function streamOutput(print: (line: OutputLine) => void): OutputStreamer {
  let held: OutputLine[] = [];
  let state: "nothing yet" | "holding" | "passing" = "nothing yet";
  let timer: NodeJS.Timeout | undefined;

  const release = (): void => {
    clearTimeout(timer);
    state = "passing";
    for (const line of held) print(line);
    held = [];
  };
  return {
    pass(line) {
      if (state === "nothing yet" && line.stream === "stderr" && beginOfAReport.test(line.text)) {
        state = "holding";
        timer = setTimeout(release, holdMs);
      }
      if (state === "holding" && line.stream === "stderr") {
        held.push(line);
        return;
      }
      release();
      print(line);
    },
    end(what) {
      if (what === "drop") held = [];
      release();
    },
  };
}
