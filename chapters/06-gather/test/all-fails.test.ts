import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "the failure is caught while a sibling still works, and a second failure is heard by nobody",
  { holds: "all-fails.ts", fails: "all-settled.ts" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "the second failure is on its way",
      "caught: Unrecognized pipeline stage name: '$mach'",
      "a sibling has finished its three queries",
      "rejections that nobody handled: 0",
    ]);
  },
);

claim(
  "the siblings' queries go on after the failure: nothing cancels them",
  { holds: "all-fails.ts", fails: "task-group.ts" },
  ({ timeline }) => {
    const [first, second] = timeline.mongodb("aggregate");

    expect(first?.error?.message).toBe("Unrecognized pipeline stage name: '$mach'");
    expect(second?.error?.message).toBe("Unrecognized pipeline stage name: '$grupo'");
    expect(timeline.mongodb({ command: "aggregate", ok: false }).first).toBe(first);
    expect(timeline.mongodb("find").last.endMs).toBeGreaterThan(first?.endMs ?? Infinity);
    expect(timeline.mongodb({ command: "find", ok: true })).toHaveCount(4);
  },
);
