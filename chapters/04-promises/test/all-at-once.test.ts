import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

/** Both searches get their first reply together, and the one that goes on needs another. */
const holdUntil = { commands: 2, command: "find" };

claim(
  "a rejection that nobody listens to yet ends the process, in spite of try and catch",
  { holds: "await-later.ts", fails: "all-at-once.ts", holdUntil },
  (run) => {
    const lines = run.timeline.output();

    expect(lines.where((line) => line.stream === "stdout").names).toEqual([
      "both searches are started",
    ]);
    expect(run.outcome.sentence).toContain("there is no package left-pad");
    expect(run.outcome.kind).toBe("unhandled-rejection");
    expect(run.exitCode).toBe(1);
  },
);

claim(
  "Promise.all listens from the start: the failure is caught while the other search goes on",
  { holds: "all-at-once.ts", fails: "await-later.ts", holdUntil },
  ({ timeline, exitCode }) => {
    expect(timeline.output().names).toEqual([
      "both searches are started",
      "caught: Error: there is no package left-pad",
      "the program goes on, and so does the other search",
      "the other search is done",
    ]);
    expect(timeline.mongodb().map(({ command, ok }) => [command, ok])).toEqual([
      ["find", true],
      ["find", true],
      ["aggregate", true],
    ]);
    expect(exitCode).toBe(0);
  },
);
