import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "the slowest was asked first, so nothing is printed before the last reply",
  { holds: "in-input-order.ts", fails: "as-completed.ts", latencyMs: 150 },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["bson", "mingo", "mongodb"]);
    expect(timeline.output().first.startMs).toBeGreaterThan(timeline.mongodb("find").last.endMs);
  },
);
