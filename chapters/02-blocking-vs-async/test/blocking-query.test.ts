import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "no heartbeat comes through while blocking queries run",
  { holds: "blocking-query.ts", fails: "async-one-by-one.ts", latencyMs: 150 },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual(["10 packages, 0 heartbeats meanwhile"]);
  },
);

claim(
  "the thread is one solid block from the first query to the last reply",
  { holds: "blocking-query.ts", fails: "async-one-by-one.ts", latencyMs: 150 },
  ({ timeline }) => {
    const queries = timeline.mongodb("find");
    const blocks = timeline
      .thread()
      .where(({ startMs, endMs }) => startMs <= queries.startMs && endMs >= queries.endMs);

    expect(blocks).toHaveCount(1);
  },
);

claim(
  "ten blocking queries take ten round trips",
  { holds: "blocking-query.ts", fails: "async-all-at-once.ts", latencyMs: 150 },
  ({ timeline, latencyMs }) => {
    expect(timeline.mongodb("find")).toHaveCount(10);
    expect(timeline.mongodb("find")).toLastAtLeast(10 * (latencyMs - 1));
  },
);
