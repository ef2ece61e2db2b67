import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// The failure has to come while another query is under way, also when the machine holds it up.
const latencyMs = 300;

claim(
  "p-map begins nothing after the first failure",
  { holds: "p-map-fails.ts", fails: "p-limit-fails.ts", latencyMs },
  ({ timeline, output }) => {
    const lines = output.map(({ text }) => text);

    expect(lines[0]).toBe("caught: Unrecognized pipeline stage name: '$mach'");
    expect(lines[1]).toBe("begun after the catch: 0");
    expect(timeline.mongodb("aggregate").length).toBeLessThan(10);
  },
);

claim(
  "what p-map had in flight when another failed is not stopped",
  { holds: "p-map-fails.ts", fails: "../test/twins/map-in-task-group.ts", latencyMs },
  ({ timeline }) => {
    expect(timeline.mongodb({ command: "aggregate", ok: false })).toHaveCount(1);
    expect(timeline.mongodb({ command: "aggregate", ok: true }).length).toBeGreaterThan(0);
    expect(timeline.connections.map(({ closedMs }) => closedMs ?? Infinity)).toSatisfy(
      (closings: number[]) =>
        closings.every((closedMs) => closedMs > timeline.mongodb("find").last.endMs),
    );
  },
);
