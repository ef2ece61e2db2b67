import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "a stream gives out its first document before the last batch is asked for",
  { holds: "stream.ts", fails: "to-array.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb().map(({ command }) => command)).toEqual([
      "find",
      "getMore",
      "getMore",
      "getMore",
    ]);
    expect(timeline.output().first.name).toMatch(/, commands sent: 1$/);
    expect(timeline.output()).toHaveCount(10);
  },
);

claim(
  "toArray gives out the first document when the last reply is there",
  { holds: "to-array.ts", fails: "stream.ts" },
  ({ timeline }) => {
    expect(timeline.output()).toHaveCount(10);
    expect(timeline.mongodb().last).toHappenBefore(timeline.output());
    for (const line of timeline.output().names) expect(line).toMatch(/, commands sent: 4$/);
  },
);
