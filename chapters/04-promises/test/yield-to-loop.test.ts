import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "between pieces that await a settled promise no reply is read",
  { holds: "microtask-starvation.ts", fails: "yield-to-loop.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual(["the work is done", "the reply is read"]);
  },
);

claim(
  "the reply arrives while the work goes on, and lies unread until its end",
  { holds: "microtask-starvation.ts", fails: "yield-to-loop.ts" },
  ({ timeline }) => {
    const reply = timeline.mongodb("find").last;
    const work = timeline.thread().longest;

    expect(timeline.output().names).toEqual(["the work is done", "the reply is read"]);
    expect(reply.endMs).toBeLessThan(work.endMs);
    expect(timeline.slicesFor(reply).first.startMs).toBeGreaterThanOrEqual(work.endMs);
  },
);

claim(
  "100 pieces between which the loop never turns are one slice of the thread",
  { holds: "microtask-starvation.ts", fails: "yield-to-loop.ts" },
  ({ timeline }) => {
    const { longest } = timeline.thread();

    // 100 times 4 ms of work; a timer is early by up to 1 ms, this busy loop is not.
    expect(longest.endMs - longest.startMs).toBeGreaterThanOrEqual(395);
  },
);

claim(
  "between pieces that await setImmediate the reply is read",
  { holds: "yield-to-loop.ts", fails: "microtask-starvation.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual(["the reply is read", "the work is done"]);
  },
);
