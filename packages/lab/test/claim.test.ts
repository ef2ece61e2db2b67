import { expect } from "vitest";
import { claim } from "../src/vitest/index.ts";

claim(
  "every query is sent before the first reply arrives",
  { holds: "../test/programs/gather.ts", fails: "../test/programs/one-by-one.ts", holdUntil: 10 },
  (run) => {
    const finds = run.timeline.mongodb("find");

    expect(finds.peak).toBe(10);
    expect(finds.allStartBeforeAnyEnds).toBe(true);
  },
);

claim(
  "asking for all of it at once takes a third of the time at most",
  {
    holds: "../test/programs/gather.ts",
    fails: "../test/programs/one-by-one.ts",
    against: "../test/programs/one-by-one.ts",
    // The start of a pool costs processor time: it must be small beside what is measured, also on a busy machine.
    latencyMs: 250,
  },
  (run, oneByOne) => {
    const ratio =
      oneByOne.timeline.mongodb("find").durationMs / run.timeline.mongodb("find").durationMs;

    expect(ratio).toBeGreaterThan(3);
  },
);
