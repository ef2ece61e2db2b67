import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "after a reply: the code itself, microtasks, ticks, immediates, then timers",
  { holds: "loop-phases.ts", fails: "../test/twins/timer-first.ts" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual([
      "1 the code that asks",
      "2 microtask",
      "3 promise",
      "4 tick",
      "5 immediate",
      "6 timer",
    ]);
  },
);
