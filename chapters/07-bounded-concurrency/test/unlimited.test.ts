import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "without a limit all twelve are in flight together",
  {
    holds: "unlimited.ts",
    fails: "semaphore.ts",
    holdUntil: { commands: 12, command: "find", timeLimitMs: 1_000 },
  },
  ({ timeline, output }) => {
    expect(timeline.mongodb("find")).toAllStartBeforeAnyEnds();
    expect(output.map(({ text }) => text)).toEqual(["12 pages, 120 packages"]);
  },
);
