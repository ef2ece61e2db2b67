import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

for (const program of ["semaphore.ts", "p-limit.ts"]) {
  const held = { holdUntil: { commands: 3, command: "find", timeLimitMs: 1_000 } };

  claim(
    `${program} never has more than three in flight`,
    { holds: program, fails: "unlimited.ts", ...held },
    ({ timeline, output }) => {
      expect(timeline.mongodb("find")).toHaveCount(12);
      expect(timeline.mongodb("find")).toHavePeakAtMost(3);
      expect(output.map(({ text }) => text)).toEqual(["12 pages, 120 packages"]);
    },
  );

  claim(
    `${program} really has three in flight, again and again`,
    { holds: program, fails: "unlimited.ts", ...held },
    ({ timeline }) => {
      expect(timeline.mongodb("find")).toHavePeak(3);
      expect(timeline.marks).toEqual([]);
    },
  );
}
