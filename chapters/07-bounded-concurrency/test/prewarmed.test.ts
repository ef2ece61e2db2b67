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
  "a burst through a filled pool takes half the time at most",
  {
    holds: "prewarmed.ts",
    fails: "../test/twins/small-prewarmed.ts",
    against: "cold-pool.ts",
    latencyMs: 200,
  },
  (run, cold) => {
    expect(run.timeline.mongodb("find")).toBeFasterThan(cold.timeline.mongodb("find"), {
      times: 2,
    });
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
