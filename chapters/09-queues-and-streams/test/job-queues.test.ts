import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "an order and its message are stored together: the warehouse hears of all, in order, once each",
  { holds: "outbox.ts", fails: "dual-write.ts" },
  ({ output, timeline }) => {
    const lines = output.map(({ text }) => text);

    expect(lines.filter((line) => line.endsWith("delivered"))).toEqual([
      "order 1: delivered",
      "order 2: delivered",
      "order 3: delivered",
    ]);
    expect(lines.at(-1)).toBe("3 orders, told of 1,2,3");
    expect(timeline.mongodb("commitTransaction")).toHaveCount(3);
    // The third was stored before its answer was lost, and so is delivered twice.
    expect(timeline.mongodb({ command: "update", collection: "warehouse" })).toHaveCount(4);
  },
);

claim(
  "two workers that ask at the same time get different jobs",
  {
    holds: {
      program: "find-one-and-update.ts",
      holdUntil: { commands: 2, command: "findAndModify" },
    },
    fails: { program: "job-queue-race.ts", holdUntil: { commands: 2, command: "find" } },
  },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["job 1, job 2"]);
    expect(timeline.mongodb("findAndModify")).toHaveCount(2);
  },
);

claim(
  "in whatever order the database answers, two workers get different jobs",
  { holds: "find-one-and-update.ts", fails: "job-queue-race.ts", orders: "all" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual(["job 1, job 2"]);
    expect(run.documents("jobs")).toEqual([
      { _id: 1, state: "taken" },
      { _id: 2, state: "taken" },
    ]);
  },
);
