import type { Run } from "@samples/lab";
import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

/** The durations and the count that both programs print, without their words. */
function readOutput(run: Run) {
  const numberIn = (pattern: RegExp) =>
    Number.parseFloat(run.timeline.output(pattern).first.name.replace(/^\D+/, ""));
  return {
    workMs: numberIn(/^the work is done/),
    heartbeats: numberIn(/heartbeats/),
    replyMs: numberIn(/^the reply was read/),
  };
}

claim(
  "between chunks that await a settled promise no timer fires and no reply is read",
  { holds: "microtask-starvation.ts", fails: "yield-to-loop.ts" },
  (run) => {
    const { workMs, heartbeats, replyMs } = readOutput(run);

    expect(heartbeats).toBe(0);
    expect(replyMs).toBeGreaterThanOrEqual(workMs);
  },
);

claim(
  "100 chunks between which the loop never turns are one slice of the thread",
  { holds: "microtask-starvation.ts", fails: "yield-to-loop.ts" },
  (run) => {
    const longest = run.timeline.thread().longest;

    // 100 times 4 ms of work; a timer is early by up to 1 ms, this busy loop is not.
    expect(longest.endMs - longest.startMs).toBeGreaterThanOrEqual(395);
  },
);

claim(
  "between chunks that await setImmediate timers fire and the reply is read",
  { holds: "yield-to-loop.ts", fails: "microtask-starvation.ts" },
  (run) => {
    const { workMs, heartbeats, replyMs } = readOutput(run);

    expect(heartbeats).toBeGreaterThan(0);
    expect(replyMs).toBeLessThan(workMs);
  },
);
