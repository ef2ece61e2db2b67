import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "queries that get the only connection in time are answered, and all others fail without being sent",
  {
    holds: "wait-queue-timeout.ts",
    fails: { program: "pool-waves.ts", args: ["1"], latencyMs: 50 },
  },
  ({ timeline, output }) => {
    const [found, timedOut] = output.map(({ text }) => Number.parseInt(text, 10));

    expect(output.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^[1-9] × found$/),
      expect.stringMatching(/^[1-9] × MongoWaitQueueTimeoutError$/),
    ]);
    expect((found ?? 0) + (timedOut ?? 0)).toBe(10);
    expect(timeline.mongodb("find")).toHaveCount(found ?? 0);
    expect(timeline.mongodb("find")).toHavePeak(1);
  },
);
