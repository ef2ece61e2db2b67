import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

/** Nobody is answered until this many queries are in flight, or a while has passed: a smaller pool never gets there. */
const heldFor = (commands: number) => ({
  holdUntil: { commands, command: "find", timeLimitMs: 1_000 },
});
const poolOfTen = { program: "pool-waves.ts", args: ["10"], ...heldFor(10) };

for (const size of [1, 2, 5]) {
  const waves = Math.ceil(10 / size);
  const pool = { program: "pool-waves.ts", args: [String(size)], ...heldFor(size) };

  claim(
    `a pool of ${size} has ${size} queries in flight at most, and takes ${waves} round trips`,
    { holds: pool, fails: poolOfTen },
    ({ timeline, latencyMs }) => {
      const finds = timeline.mongodb("find");

      expect(finds).toHaveCount(10);
      expect(finds).toHavePeakAtMost(size);
      expect(finds).toLastAtLeast(waves * (latencyMs - 1));
    },
  );

  claim(
    `a pool of ${size} really has ${size} in flight, and all ten are asked before any is answered`,
    { holds: pool, fails: { program: "../test/twins/one-at-a-time.ts", ...heldFor(2) } },
    ({ timeline }) => {
      expect(timeline.mongodb("find")).toHavePeak(size);
      expect(timeline.connections.filter(({ internal }) => !internal)).toHaveLength(size);
      expect(timeline.output("10 queries asked").first.startMs).toBeLessThan(
        timeline.mongodb("find").firstToEnd.endMs,
      );
    },
  );
}

claim(
  "a pool of ten answers ten queries in one wave",
  { holds: poolOfTen, fails: { program: "pool-waves.ts", args: ["2"], ...heldFor(10) } },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toAllStartBeforeAnyEnds();
  },
);
