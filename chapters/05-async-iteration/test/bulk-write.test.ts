import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

/** Twenty-one round trips against two: the longer they are, the less does a busy machine blur the ratio. */
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
    expect(timeline.output().first.name).toMatch(/^20 packages updated in /);
  },
);

claim(
  "bulkWrite sends twenty updates as one command",
  { holds: "bulk-write.ts", fails: "save-in-loop.ts", latencyMs },
  ({ timeline }) => {
    expect(timeline.mongodb().map(({ command }) => command)).toEqual(["find", "update"]);
    expect(timeline.output().first.name).toMatch(/^20 packages updated in /);
  },
);

claim(
  "twenty updates in a loop take three times as long as a bulkWrite, or longer",
  {
    holds: "bulk-write.ts",
    fails: "save-in-loop.ts",
    against: "save-in-loop.ts",
    latencyMs,
  },
  (run, inLoop) => {
    expect(run.timeline.mongodb()).toBeFasterThan(inLoop.timeline.mongodb(), { times: 3 });
  },
);
