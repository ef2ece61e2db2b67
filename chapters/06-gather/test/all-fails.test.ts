import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "the failure is caught while a sibling still works, and a second failure is heard by nobody",
  { holds: "all-fails.ts", fails: "all-settled.ts" },
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
  { holds: "all-fails.ts", fails: "task-group.ts", latencyMs: 400 },
  ({ timeline }) => {
    const failure = timeline.mongodb("aggregate").first;

    expect(failure.error?.message).toBe("Unrecognized pipeline stage name: '$mach'");
    expect(timeline.mongodb({ command: "find", ok: true })).toHaveCount(5);
    expect(timeline.mongodb("aggregate")).toEndBefore(timeline.mongodb("find").last);
  },
);
