import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "after a reply: the code itself, microtasks, ticks, immediates, then timers",
  { holds: "loop-phases.ts", fails: "../test/twins/timer-first.ts" },
  ({ timeline }) => {
    expect(timeline.output().names).toEqual([
      "the code itself",
      "microtask",
      "promise",
      "tick",
      "immediate",
      "timer",
    ]);
  },
);
