import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "three workers that call next() on one cursor send three finds and handle documents more than once",
  { holds: { program: "shared-cursor.ts", holdUntil: 3 }, fails: "shared-iterator.ts" },
  ({ timeline }) => {
    const finds = timeline.mongodb("find");

    expect(finds).toHaveCount(3);
    expect(finds).toAllStartBeforeAnyEnds();
    expect(timeline.output().names).not.toEqual(["10 documents handled, 10 different ones"]);
  },
);

claim(
  "three workers that share one iterator handle each document once, by one cursor",
  { holds: "shared-iterator.ts", fails: "shared-cursor.ts" },
  ({ timeline }) => {
    expect(timeline.mongodb().map(({ command, documents }) => [command, documents])).toEqual([
      ["find", 3],
      ["getMore", 3],
      ["getMore", 3],
      ["getMore", 1],
    ]);
    expect(timeline.output().names).toEqual(["10 documents handled, 10 different ones"]);
  },
);
