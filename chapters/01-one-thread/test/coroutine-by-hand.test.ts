import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "two functions run by turns",
  { holds: "coroutine-by-hand.ts", fails: "../test/twins/run-to-completion.ts" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "bson packs",
      "mingo packs",
      "bson uploads",
      "mingo uploads",
      "bson announces",
      "mingo announces",
    ]);
  },
);

claim(
  "Node's own loop gets no turn until a loop by hand has ended",
  { holds: "coroutine-by-hand.ts", fails: "../test/twins/run-to-completion.ts" },
  ({ timeline }) => {
    // Three waits of 20 ms, those of the two functions at the same time, and none of them Node's.
    expect(timeline.thread("start")).toLastAtLeast(3 * 19);
    expect(timeline.thread("timer")).toHaveCount(0);
  },
);
