import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

for (const size of [1, 2, 5]) {
  const waves = Math.ceil(10 / size);
  const sized = { args: [String(size)] };

  claim(
    `a pool of ${size} has ${size} queries in flight at most, and takes ${waves} round trips`,
    {
      holds: { program: "pool-waves.ts", ...sized },
      fails: {
        program: "pool-waves.ts",
        args: ["10"],
        holdUntil: { commands: 10, command: "find", timeLimitMs: 2_000 },
      },
    },
    ({ timeline, latencyMs }) => {
      const finds = timeline.mongodb("find");

      expect(finds).toHaveCount(10);
      expect(finds).toHavePeakAtMost(size);
      expect(finds).toLastAtLeast(waves * (latencyMs - 1));
    },
  );

  claim(
    `a pool of ${size} really has ${size} in flight`,
    {
      holds: { program: "pool-waves.ts", ...sized },
      fails: { program: "../test/twins/one-at-a-time.ts" },
      holdUntil: { commands: size + (size === 1 ? 1 : 0), command: "find", timeLimitMs: 500 },
    },
    ({ timeline }) => {
      expect(timeline.mongodb("find")).toHavePeak(size);
      expect(timeline.connections.filter(({ internal }) => !internal)).toHaveLength(size);
      expect(timeline.output(`at most ${size} on the wire`)).toHaveCount(1);
    },
  );
}

claim(
  "a pool of ten answers ten queries in one wave",
  {
    holds: { program: "pool-waves.ts", args: ["10"] },
    fails: { program: "pool-waves.ts", args: ["2"] },
    holdUntil: { commands: 10, command: "find", timeLimitMs: 1_000 },
  },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toAllStartBeforeAnyEnds();
  },
);
