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
  "a burst through a filled pool takes one round trip, and not another one for whom no connection is there",
  { holds: "prewarmed.ts", fails: "cold-pool.ts", latencyMs: 200 },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(10);
    expect(timeline.mongodb("find")).toChainAtMost(1);
  },
);

claim(
  "a filled pool opens no connection during the burst",
  { holds: "prewarmed.ts", fails: "cold-pool.ts", latencyMs: 200 },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "connections before the burst: 10",
      expect.stringMatching(/^10 queries in \d+ ms$/),
      "more connections opened meanwhile: false",
    ]);
  },
);
