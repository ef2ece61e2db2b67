import type { HeldCommand } from "@samples/lab";
import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "all ten queries are sent before the first reply",
  { holds: "gather.ts", fails: "one-by-one.ts", holdUntil: 10 },
  ({ timeline }) => {
    expect(timeline.mongodb("find")).toHaveCount(10);
    expect(timeline.mongodb("find")).toAllStartBeforeAnyEnds();
  },
);

claim(
  "results are in the order of the questions, also when the replies come last to first",
  {
    holds: "gather.ts",
    fails: "../test/twins/results-as-they-come.ts",
    holdUntil: 10,
    releaseOrder: (held) => held.toSorted((a, b) => nameIn(b).localeCompare(nameIn(a))),
  },
  ({ output, timeline }) => {
    const names = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest".split(" ");

    expect(timeline.mongodb("find")).toAllStartBeforeAnyEnds();
    expect(output.map(({ text }) => text)).toEqual([names.join(" ")]);
  },
);

claim(
  "ten together take three round trips at most",
  { holds: "gather.ts", fails: "one-by-one.ts", latencyMs: 150 },
  ({ timeline }) => {
    const finds = timeline.mongodb("find");

    expect(finds).toHaveCount(10);
    expect(finds).toChainAtMost(3);
  },
);

/** The package that a held query asks for. */
function nameIn({ document }: HeldCommand): string {
  const { _id } = document["filter"] as { _id: string };
  return _id;
}
