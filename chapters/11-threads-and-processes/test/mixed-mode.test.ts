import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a query, a thread and a process are under way at the same time",
  // The answer to the query stays away until the other two have long begun.
  { holds: "mixed-mode.ts", fails: "../test/twins/mixed-in-turn.ts", latencyMs: 2_000 },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "await: a package under the MIT license",
      "thread: 3636 primes",
      "process: 42",
    ]);
    const find = timeline.mongodb("find").first;
    for (const kind of ["worker", "process"] as const) {
      const thread = timeline.threads.find((each) => each.kind === kind)?.number ?? Number.NaN;
      expect(timeline.thread({ thread, internal: true }).during(find).length).toBeGreaterThan(0);
    }
  },
);
