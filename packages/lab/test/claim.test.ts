import { expect } from "vitest";
import { claim } from "../src/vitest/index.ts";

claim(
  "every query is sent before the first reply arrives",
  { holds: "../test/programs/gather.ts", fails: "../test/programs/one-by-one.ts", holdUntil: 10 },
  (run) => {
    const finds = run.timeline.mongodb("find");

    expect(finds.peak).toBe(10);
    expect(finds.allStartBeforeAnyEnds).toBe(true);
  },
);
