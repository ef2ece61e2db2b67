import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// The failure has to come while another query is under way, also when the machine holds it up.
const latencyMs = 300;

claim(
  "under p-limit every task is begun, though the whole has long failed",
  { holds: "p-limit-fails.ts", fails: "p-map-fails.ts", latencyMs },
  ({ timeline, output }) => {
    const lines = output.map(({ text }) => text);

    expect(lines[0]).toBe("caught: Unrecognized pipeline stage name: '$mach'");
    expect(lines[1]).toMatch(/^begun after the catch: [1-9]$/);
    expect(lines[2]).toBe("begun in all: 10 of 10");
    expect(timeline.mongodb("aggregate")).toHaveCount(10);
  },
);
