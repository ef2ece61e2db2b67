import { claim } from "@samples/lab/vitest";
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
    expect(run.exitCode).toBe(1);
  },
);

claim(
  "Promise.all listens from the start: the failure is caught while the other search goes on",
  { holds: "all-at-once.ts", fails: "await-later.ts" },
  (run) => {
    expect(run.timeline.output().names).toEqual([
      "both searches are started",
      "caught: Error: there is no package left-pad",
      "the program goes on",
    ]);
    expect(run.timeline.mongodb("aggregate").length).toBe(1);
    expect(run.timeline.mongodb({ command: "aggregate", ok: true }).length).toBe(0);
    expect(run.exitCode).toBe(0);
  },
);
