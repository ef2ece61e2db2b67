import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "both workers are busy nearly all the time",
  { holds: "sliding-window.ts", fails: "chunks.ts", latencyMs: 300 },
  ({ timeline }) => {
    const finds = timeline.mongodb("find");

    // Eight round trips by two workers; in chunks one of them stands idle for three of twelve.
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

claim(
  "a window is faster than chunks",
  { holds: "sliding-window.ts", fails: "chunks.ts", against: "chunks.ts", latencyMs: 300 },
  (run, chunks) => {
    // Four round trips instead of six.
    expect(run.timeline.mongodb("find")).toBeFasterThan(chunks.timeline.mongodb("find"), {
      times: 1.2,
    });
  },
);
