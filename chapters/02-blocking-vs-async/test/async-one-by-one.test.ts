import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "each query is sent after the reply to the one before it",
  { holds: "async-one-by-one.ts", fails: "async-all-at-once.ts", latencyMs: 150 },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(10);
    expect(timeline.mongodb("find")).toRunOneAfterAnother();
  },
);

claim(
  "the timer goes on beating while queries are awaited",
  { holds: "async-one-by-one.ts", fails: "blocking-query.ts", latencyMs: 150 },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      expect.stringMatching(/^10 packages, [1-9]\d* heartbeats meanwhile$/),
    ]);
  },
);

claim(
  "an await alone saves no time: ten queries take ten round trips",
  { holds: "async-one-by-one.ts", fails: "async-all-at-once.ts", latencyMs: 150 },
  ({ timeline, latencyMs }) => {
    expect(timeline.mongodb("find")).toLastAtLeast(10 * (latencyMs - 1));
  },
);
