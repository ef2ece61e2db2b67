import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "in a module's body microtasks go before nextTick, in a callback nextTick goes first, and both before setImmediate",
  { holds: "loop-phases.ts", fails: "../test/twins/loop-phases-in-a-callback.ts" },
  (run) => {
    expect(run.timeline.output().names).toEqual([
      "module:   the code itself",
      "module:   microtask",
      "module:   tick",
      "module:   tick, added by the microtask",
      "module:   microtask, added by the tick",
      "module:   immediate",
      "callback: the code itself",
      "callback: tick",
      "callback: microtask",
      "callback: microtask, added by the tick",
      "callback: tick, added by the microtask",
      "callback: immediate",
    ]);
  },
);
