import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "in turn, the user who needs one query waits for the eight before it",
  { holds: "three-requests-in-turn.ts", fails: "three-requests-interleaved.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(9);
    expect(timeline.mongodb("find")).toRunOneAfterAnother();
    expect(timeline.output().names).toEqual([
      "ada has a page of 5",
      "grace has a page of 3",
      "edsger has a page of 1",
    ]);
  },
);

claim(
  "interleaved, the shortest page is ready first",
  { holds: "three-requests-interleaved.ts", fails: "three-requests-in-turn.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(9);
    expect(timeline.output().names).toEqual([
      "edsger has a page of 1",
      "grace has a page of 3",
      "ada has a page of 5",
    ]);
  },
);

claim(
  "nobody's first query waits for anybody else's reply",
  { holds: "three-requests-interleaved.ts", fails: "three-requests-in-turn.ts", holdUntil: 3 },
  ({ timeline }) => {
    const finds = timeline.mongodb("find");

    const first = finds.where(({ startMs }) => startMs <= finds.at(2).startMs);

    expect(first).toHaveCount(3);
    expect(first).toAllStartBeforeAnyEnds();
  },
);
