import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "failures are ignored while another may succeed, and reported together when none can",
  { holds: "first-success.ts", fails: "first-settled.ts" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "answer: mongodb",
      "AggregateError of MongoServerError, MongoServerError",
    ]);
  },
);

claim(
  "the answer comes after a failure that any ignores",
  { holds: "first-success.ts", fails: "first-settled.ts" },
  ({ timeline }) => {
    const [failure] = timeline.mongodb("aggregate");

    expect(failure?.ok).toBe(false);
    expect(timeline.output("answer: mongodb")).toHaveCount(1);
    expect(timeline.output("answer: mongodb").first.startMs).toBeGreaterThan(
      failure?.endMs ?? Infinity,
    );
  },
);
