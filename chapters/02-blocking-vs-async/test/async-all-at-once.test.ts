import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "all ten queries are sent before the first reply",
  { holds: "async-all-at-once.ts", fails: "async-one-by-one.ts", holdUntil: 10 },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(10);
    expect(timeline.mongodb("find")).toAllStartBeforeAnyEnds();
  },
);

claim(
  "all at once, ten queries take three round trips at most",
  { holds: "async-all-at-once.ts", fails: "async-one-by-one.ts", latencyMs: 150 },
  ({ timeline }) => {
    const finds = timeline.mongodb("find");

    expect(finds).toHaveCount(10);
    expect(finds).toChainAtMost(3);
  },
);

claim(
  "the timer goes on beating while ten queries are in flight",
  { holds: "async-all-at-once.ts", fails: "blocking-query.ts", latencyMs: 150 },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      expect.stringMatching(/^10 packages, [1-9]\d* heartbeats meanwhile$/),
    ]);
  },
);
