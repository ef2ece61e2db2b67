import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "the slowest comes first as it was asked first: nothing is printed before the last reply",
  { holds: "in-input-order.ts", fails: "as-completed.ts", latencyMs: 150 },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text.split(" after ")[0])).toEqual([
      "bson",
      "mingo",
      "mongodb",
    ]);
    expect(timeline.output().first.startMs).toBeGreaterThan(timeline.mongodb("find").last.endMs);
  },
);
