import { readFileSync } from "node:fs";
import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect, test } from "vitest";

claim(
  "results come out in the order of their replies",
  { holds: "as-completed.ts", fails: "in-input-order.ts", latencyMs: 150 },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual(["mingo", "mongodb", "bson"]);
  },
);

claim(
  "replies that arrive as c, a, b come out as c, a, b",
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

claim(
  "a failure while the loop is at work is thrown in its turn",
  {
    holds: "../test/twins/failure-as-completed.ts",
    fails: "../test/twins/failure-unheard.ts",
  },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual(["late", "caught: a second one failed"]);
  },
);

test.each(["three-as-completed.ts", "failure-as-completed.ts"])(
  "%s has the code of the lesson",
  (variant) => {
    const read = (file: string) =>
      readFileSync(new URL(file, import.meta.url), "utf8").replaceAll("\r\n", "\n");
    const region = /#region as-completed\n(.*?)\/\/ #endregion/s.exec(
      read("../src/as-completed.ts"),
    )?.[1];

    expect(region).toContain("async function* asCompleted");
    expect(read(`twins/${variant}`)).toContain(region);
  },
);
