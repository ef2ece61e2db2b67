import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "no heartbeat comes through while the thread computes",
  { holds: "heartbeat-busy.ts", fails: "heartbeat-await.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual(["0 heartbeats meanwhile"]);
  },
);

claim(
  "a busy thread is one solid block without a gap",
  { holds: "heartbeat-busy.ts", fails: "heartbeat-await.ts" },
  ({ timeline }) => {
    const blocks = timeline.thread().where(({ startMs, endMs }) => endMs - startMs >= 400);

    expect(blocks).toHaveCount(1);
  },
);

claim(
  "the timer goes on beating while a function awaits",
  { holds: "heartbeat-await.ts", fails: "heartbeat-busy.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      expect.stringMatching(/^[1-9]\d* heartbeats meanwhile$/),
    ]);
  },
);
