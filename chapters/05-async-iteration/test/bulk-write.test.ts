import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

const latencyMs = 150;

claim(
  "an update in the loop is a round trip for each document, one after the other",
  { holds: "save-in-loop.ts", fails: "bulk-write.ts", latencyMs },
  ({ timeline }) => {
    expect(timeline.mongodb().map(({ command }) => command)).toEqual([
      "find",
      ...Array.from({ length: 20 }, () => "update"),
    ]);
    expect(timeline.mongodb()).toRunOneAfterAnother();
    expect(timeline.mongodb()).toLastAtLeast(21 * (latencyMs - 1));
    expect(timeline.output().names).toEqual(["20 packages updated"]);
  },
);

claim(
  "bulkWrite sends twenty updates as one command",
  { holds: "bulk-write.ts", fails: "save-in-loop.ts", latencyMs },
  ({ timeline }) => {
    expect(timeline.mongodb().map(({ command }) => command)).toEqual(["find", "update"]);
    expect(timeline.output().names).toEqual(["20 packages updated"]);
  },
);

claim(
  "with bulkWrite, find and updates take a third of the twenty-one round trips at most",
  { holds: "bulk-write.ts", fails: "save-in-loop.ts", latencyMs },
  ({ timeline }) => {
    expect(timeline.mongodb()).toChainAtMost(21 / 3);
  },
);
