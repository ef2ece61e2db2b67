import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "not one heartbeat comes through while the thread computes",
  { holds: "heartbeat-busy.ts", fails: "heartbeat-await.ts" },
  (run) => {
    expect(run.output[0]?.text).toBe("0 heartbeats in 400 ms");
  },
);

claim(
  "the heart goes on beating while a function awaits",
  { holds: "heartbeat-await.ts", fails: "heartbeat-busy.ts" },
  (run) => {
    expect(run.output[0]?.text).toMatch(/^[1-9]\d* heartbeats in 400 ms$/);
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
  "the loop is late by nine tenths of the block at least",
  { holds: "heartbeat-busy.ts", fails: "heartbeat-await.ts" },
  (run) => {
    const lateMs = Number(
      /^longest wait for the loop: (\d+) ms$/.exec(run.output[1]?.text ?? "")?.[1],
    );

    expect(lateMs).toBeGreaterThanOrEqual(0.9 * 400);
  },
);
