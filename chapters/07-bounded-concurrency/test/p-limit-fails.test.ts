import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// The failure has to come while another query is in flight, also on a busy machine.
const latencyMs = 300;

claim(
  "under p-limit every job begins, also after the whole has failed",
  { holds: "p-limit-fails.ts", fails: "p-map-fails.ts", latencyMs },
  ({ timeline, output }) => {
    const lines = output.map(({ text }) => text);
    const caught = lines.indexOf("caught: Unrecognized pipeline stage name: '$mach'");

    expect(lines.filter((line) => line.startsWith("begin"))).toEqual(
      [1, 2, 3, 4, 5, 6].map((job) => `begin job ${job}`),
    );
    expect(lines.slice(caught).filter((line) => line.startsWith("begin"))).toEqual([
      "begin job 4",
      "begin job 5",
      "begin job 6",
    ]);
    // The second job fails with its first query; all others send two.
    expect(timeline.mongodb("aggregate")).toHaveCount(11);
  },
);
