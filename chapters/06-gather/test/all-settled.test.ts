import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

// Long beside what a busy machine adds to one round trip and not to the other.
const latencyMs = 400;

claim(
  "every outcome is reported in the order of the list, when the last one is there",
  { holds: "all-settled.ts", fails: "all-fails.ts", latencyMs },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "three packages found",
      "fulfilled",
      "rejected: Unrecognized pipeline stage name: '$mach'",
      "rejected: everybody hears this",
    ]);
  },
);

claim(
  "no query is in flight when the outcomes are printed",
  { holds: "all-settled.ts", fails: "first-settled.ts", latencyMs },
  ({ timeline }) => {
    expect(timeline.output(/^(?:fulfilled|no answer)/).first.startMs).toBeGreaterThanOrEqual(
      timeline.mongodb().last.endMs,
    );
  },
);
