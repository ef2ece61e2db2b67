import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "of nothing, all and allSettled give an empty list, any rejects, race never settles",
  { holds: "empty-inputs.ts", fails: "../test/twins/inputs-of-one.ts" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "all: []",
      "allSettled: []",
      "any: AggregateError of 0 errors",
      "race settled: false",
    ]);
  },
);
