import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

const names = (run: { output: { text: string }[] }) =>
  run.output.map(({ text }) => text.split(" after ")[0]);

claim(
  "results come in the order of their replies",
  { holds: "as-completed.ts", fails: "in-input-order.ts", latencyMs: 150 },
  (run) => {
    expect(names(run)).toEqual(["mingo", "mongodb", "bson"]);
  },
);

claim(
  "replies that are let go c, a, b come out as c, a, b",
  {
    holds: "../test/twins/three-as-completed.ts",
    fails: "../test/twins/three-in-input-order.ts",
    holdUntil: 3,
    releaseOrder: (held) => {
      const order = ["c", "a", "b"];
      const letter = ({ document }: (typeof held)[number]) =>
        String((document.filter as { _id?: unknown } | undefined)?._id);
      return held.toSorted((a, b) => order.indexOf(letter(a)) - order.indexOf(letter(b)));
    },
  },
  ({ output, timeline }) => {
    expect(timeline.mongodb("find")).toAllStartBeforeAnyEnds();
    expect(output.map(({ text }) => text)).toEqual(["c", "a", "b"]);
  },
);

claim(
  "the first result is printed before the last query is sent",
  { holds: "as-completed.ts", fails: "in-input-order.ts", latencyMs: 150 },
  ({ timeline }) => {
    expect(timeline.output().first.startMs).toBeLessThan(timeline.mongodb("find").last.startMs);
  },
);
