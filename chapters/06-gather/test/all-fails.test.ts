import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

// Two, three and one round trips end in this order, unless the machine holds one of them up for a whole one.
const latencyMs = 400;

claim(
  "the failure is caught while a sibling still works, and a second failure is heard by nobody",
  { holds: "all-fails.ts", fails: "all-settled.ts", latencyMs },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "caught: Unrecognized pipeline stage name: '$mach'",
      "a second one fails",
      "a sibling has finished its three queries",
      "rejections that nobody handled: 0",
    ]);
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
