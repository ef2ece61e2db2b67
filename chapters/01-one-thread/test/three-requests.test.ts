import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "in turn, who asked for one query waits for the eight before it",
  { holds: "three-requests-in-turn.ts", fails: "three-requests-interleaved.ts" },
  ({ output, timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(9);
    expect(timeline.mongodb("find")).toRunOneAfterAnother();
    expect(output.map(({ text }) => text.split(":")[0])).toEqual([
      "ada asked for 5",
      "grace asked for 3",
      "edsger asked for 1",
    ]);
  },
);

claim(
  "interleaved, who asked for least is answered first",
  { holds: "three-requests-interleaved.ts", fails: "three-requests-in-turn.ts" },
  ({ output, timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(9);
    expect(output.map(({ text }) => text.split(":")[0])).toEqual([
      "edsger asked for 1",
      "grace asked for 3",
      "ada asked for 5",
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
