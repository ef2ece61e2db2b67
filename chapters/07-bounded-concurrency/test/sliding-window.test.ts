import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "both workers are busy nearly all the time: four round trips instead of six",
  { holds: "sliding-window.ts", fails: "chunks.ts", latencyMs: 300 },
  ({ timeline }) => {
    const finds = timeline.mongodb("find");

    // Eight queries by two workers; in chunks one of them stands idle for four of twelve round trips. Both times are of
    // one run, so that a moment in which the machine was busy makes both longer.
    expect(finds).toHaveCount(8);
    expect(finds.totalMs / finds.durationMs).toBeGreaterThan(1.6);
  },
);

claim(
  "the window never has more than two in flight",
  { holds: "sliding-window.ts", fails: "unlimited.ts", latencyMs: 300 },
  ({ timeline }) => {
    expect(timeline.mongodb()).toHavePeakAtMost(2);
  },
);
