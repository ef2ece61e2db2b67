import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a filled pool sends the whole burst at once",
  {
    holds: "prewarmed.ts",
    fails: "../test/twins/small-prewarmed.ts",
    holdUntil: { commands: 10, command: "find", timeLimitMs: 1_000 },
  },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toAllStartBeforeAnyEnds();
  },
);

claim(
  "a burst through a filled pool takes one round trip: no query waits for a connection",
  { holds: "prewarmed.ts", fails: "cold-pool.ts", latencyMs: 200 },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(10);
    expect(timeline.mongodb("find")).toChainAtMost(1);
  },
);

claim(
  "a filled pool opens no connection during the burst",
  { holds: "prewarmed.ts", fails: "cold-pool.ts", latencyMs: 200 },
  ({ timeline }) => {
    const pool = timeline.connections.filter(({ internal }) => !internal);
    const burstMs = timeline.mongodb("find").first.startMs;

    expect(pool).toHaveLength(10);
    for (const { openedMs } of pool) expect(openedMs).toBeLessThan(burstMs);
  },
);
