import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

/** Long beside what a busy machine adds to the printing of a line. */
const latencyMs = 150;

claim(
  "a stream gives out its first document before the second batch arrives",
  { holds: "stream.ts", fails: "to-array.ts", latencyMs },
  ({ timeline }) => {
    expect(timeline.mongodb().map(({ command }) => command)).toEqual([
      "find",
      "getMore",
      "getMore",
      "getMore",
    ]);
    expect(timeline.output().first.startMs).toBeLessThan(timeline.mongodb("getMore").first.endMs);
    expect(timeline.output()).toHaveCount(10);
  },
);

claim(
  "toArray gives out the first document when the last reply is there",
  { holds: "to-array.ts", fails: "stream.ts", latencyMs },
  ({ timeline }) => {
    expect(timeline.output()).toHaveCount(10);
    expect(timeline.mongodb()).toHaveCount(4);
    expect(timeline.mongodb().last).toHappenBefore(timeline.output());
  },
);
