import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "no increment of either thread is lost",
  { holds: "atomics.ts", fails: "shared-counter.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["2 × 1000 increments: 2000"]);
  },
);

claim(
  "every increment that is read beside the other one's is lost",
  { holds: "shared-counter.ts", fails: "atomics.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["2 × 1000 increments: 1000"]);
  },
);
