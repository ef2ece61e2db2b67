import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// One, two and three round trips end in this order, unless the machine is late by a whole one.
const latencyMs = 400;

const told = { stream: "stdout", atMs: expect.any(Number) };

claim(
  "the failure is caught while a sibling is still at work, and nobody hears of a second failure",
  { holds: "all-fails.ts", fails: "all-settled.ts", latencyMs },
  (run) => {
    // An unhandled rejection would end the process, and be told on stderr.
    expect(run.output).toEqual([
      { ...told, text: "caught: Unrecognized pipeline stage name: '$mach'" },
      { ...told, text: "three packages found" },
    ]);
    expect(run.exitCode).toBe(0);
    // The second one has failed by then: both of its queries were answered.
    expect(run.timeline.mongodb({ command: "find", ok: true })).toHaveCount(5);
  },
);

claim(
  "the siblings' queries go on after the failure: nothing cancels them",
  { holds: "all-fails.ts", fails: "task-group.ts", latencyMs },
  ({ timeline }) => {
    const failure = timeline.mongodb("aggregate").first;

    expect(failure.error?.message).toBe("Unrecognized pipeline stage name: '$mach'");
    expect(timeline.mongodb({ command: "find", ok: true })).toHaveCount(5);
    expect(timeline.mongodb("aggregate")).toEndBefore(timeline.mongodb("find").last);
  },
);
