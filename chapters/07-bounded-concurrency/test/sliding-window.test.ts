import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "no worker waits for the other: eight queries take less than the six round trips of chunks",
  { holds: "sliding-window.ts", fails: "chunks.ts", latencyMs: 300 },
  ({ timeline }) => {
    const finds = timeline.mongodb("find");

    // Four queries for each worker. In chunks, two short jobs wait for the long one, and the last one waits for those.
    expect(finds).toHaveCount(8);
    expect(finds).toChainAtMost(5);
  },
);

claim(
  "the window never has more than two in flight",
  { holds: "sliding-window.ts", fails: "unlimited.ts", latencyMs: 300 },
  ({ timeline }) => {
    expect(timeline.mongodb()).toHavePeakAtMost(2);
  },
);
