import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a rejection nobody listens to yet ends the process, try and catch or not",
  { holds: "await-later.ts", fails: "all-at-once.ts" },
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
  { holds: "all-at-once.ts", fails: "await-later.ts" },
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
    expect(timeline.output("caught")).toEndBefore(timeline.mongodb("aggregate"));
    expect(exitCode).toBe(0);
  },
);
