import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

/** Both searches get their first reply together; the one that goes on needs another reply. */
const holdUntil = { commands: 2, command: "find" };

claim(
  "for await over an array of promises leaves a rejection unheard, and the process ends",
  { holds: "for-await-promises.ts", fails: "as-array.ts", holdUntil },
  (run) => {
    const lines = run.timeline.output();

    expect(lines.where((line) => line.stream === "stdout").names).toEqual([]);
    expect(run.outcome.sentence).toContain("there is no package left-pad");
    expect(run.outcome.kind).toBe("unhandled-rejection");
    expect(run.exitCode).toBe(1);
  },
);

claim(
  "a loop over the array that Promise.all gives can catch the rejection",
  { holds: "as-array.ts", fails: "for-await-promises.ts", holdUntil },
  (run) => {
    expect(run.timeline.output().names).toEqual([
      "caught: Error: there is no package left-pad",
      "the other count is done",
    ]);
    expect(run.exitCode).toBe(0);
  },
);
