import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "without a limit all fifteen are in flight together",
  {
    holds: "unlimited.ts",
    fails: "semaphore.ts",
    holdUntil: { commands: 15, command: "aggregate", timeLimitMs: 1_000 },
  },
  ({ timeline, output }) => {
    expect(timeline.mongodb("aggregate")).toAllStartBeforeAnyEnds();
    expect(output.map(({ text }) => text)).toEqual(["15 counts", "at most 15 in flight"]);
  },
);
