import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "in a module's body microtasks go before nextTick, in a callback nextTick goes first, and both before setImmediate",
  { holds: "loop-phases.ts", fails: "../test/twins/loop-phases-in-a-callback.ts" },
  (run) => {
    expect(run.timeline.output().names).toEqual([
      "module   1 the code itself, to its end",
      "module   2 microtask",
      "module   3 nextTick",
      "module   4 nextTick that the microtask added",
      "module   5 microtask that the nextTick added",
      "module   6 setImmediate",
      "callback 1 the code itself, to its end",
      "callback 2 nextTick",
      "callback 3 microtask",
      "callback 4 microtask that the nextTick added",
      "callback 5 nextTick that the microtask added",
      "callback 6 setImmediate",
    ]);
  },
);
