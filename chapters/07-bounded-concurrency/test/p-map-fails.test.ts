import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// The failure has to come while another query is in flight, also on a busy machine.
const latencyMs = 300;

claim(
  "p-map begins nothing after the first failure",
  { holds: "p-map-fails.ts", fails: "p-limit-fails.ts", latencyMs },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "begin job 1",
      "begin job 2",
      "caught: Unrecognized pipeline stage name: '$mach'",
    ]);
  },
);

claim(
  "the job at work when another one failed is not stopped: its second query is sent and answered",
  { holds: "p-map-fails.ts", fails: "../test/twins/map-in-task-group.ts", latencyMs },
  ({ timeline }) => {
    const failure = timeline.mongodb({ command: "aggregate", ok: false });

    expect(failure).toHaveCount(1);
    expect(timeline.mongodb({ command: "aggregate", ok: true })).toHaveCount(2);
    expect(failure).toHappenBefore(timeline.mongodb({ command: "aggregate", ok: true }).last);
  },
);
