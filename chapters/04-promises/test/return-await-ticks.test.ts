import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "an async function settles 1 tick after a value, 2 after return await, 3 after a returned promise",
  { holds: "return-await-ticks.ts", fails: "../test/twins/return-without-async.ts" },
  (run) => {
    expect(run.timeline.output().names).toEqual([
      "return a value:      1",
      "return await:        2",
      "return the promise:  3",
    ]);
  },
);
