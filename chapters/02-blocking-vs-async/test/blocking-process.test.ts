import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "no heartbeat comes through while the thread blocks until a child process has ended",
  { holds: "blocking-process.ts", fails: "async-process.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      expect.stringMatching(/^version \d+\.\d+\.\d+, 0 heartbeats meanwhile$/),
    ]);
  },
);

claim(
  "the timer goes on beating while a child process is awaited",
  { holds: "async-process.ts", fails: "blocking-process.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      expect.stringMatching(/^version \d+\.\d+\.\d+, [1-9]\d* heartbeats meanwhile$/),
    ]);
  },
);

claim(
  "the block lasts at least as long as the query in the other process",
  { holds: "blocking-process.ts", fails: "async-process.ts" },
  ({ timeline, latencyMs }) => {
    const query = timeline.mongodb("find").first;
    const blocks = timeline
      .thread()
      .where(({ startMs, endMs }) => startMs <= query.startMs && endMs >= query.endMs);

    expect(blocks).toHaveCount(1);
    expect(blocks).toLastAtLeast(latencyMs - 1);
  },
);
