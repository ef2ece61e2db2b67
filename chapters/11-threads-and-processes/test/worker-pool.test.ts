import { availableParallelism } from "node:os";
import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { describe, expect } from "vitest";

/** Two threads on one processor take turns: nothing could be said about them. */
const isOneCore = availableParallelism() === 1;
if (isOneCore) console.warn("SKIPPED: one core. Nothing computes at the same time here.");

describe.skipIf(isOneCore)("on two processors or more", () => {
  claim(
    "two workers compute at the same time, and the timer of the main thread beats on",
    { holds: "worker-pool.ts", fails: "promise-all-cpu.ts" },
    ({ output, timeline }) => {
      const workers = timeline.threads.filter(({ kind }) => kind === "worker");
      // Piscina computes several jobs in one slice, or one: whatever is long, and does not stand still, is computing.
      const computing = workers.map(({ number }) => {
        const slices = [...timeline.thread({ thread: number })].filter(
          ({ blockedMs }) => blockedMs === undefined,
        );
        const longestMs = Math.max(...slices.map(({ startMs, endMs }) => endMs - startMs));
        return slices.filter(({ startMs, endMs }) => endMs - startMs > longestMs / 4);
      });
      const together = computing[0]?.some((one) =>
        computing[1]?.some((other) => one.startMs < other.endMs && other.startMs < one.endMs),
      );

      expect(workers).toHaveLength(2);
      expect(together).toBe(true);
      expect(output[1]?.text).not.toBe("0 heartbeats meanwhile");
    },
  );
});

claim(
  "nothing else runs while four jobs compute on the one thread",
  { holds: "promise-all-cpu.ts", fails: "worker-pool.ts" },
  ({ output, timeline }) => {
    expect(timeline.threads).toHaveLength(1);
    expect(output.map(({ text }) => text)).toEqual([
      "primes: 20578, 21523, 20084, 19678",
      "0 heartbeats meanwhile",
    ]);
  },
);
