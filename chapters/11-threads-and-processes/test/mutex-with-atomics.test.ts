import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "one thread at a time reads, works and writes",
  { holds: "mutex-with-atomics.ts", fails: "../test/twins/no-mutex.ts" },
  ({ output }) => {
    expect(output[0]?.text).toBe("2 × 200 increments, each with work in between: 400");
  },
);

claim(
  "with tickets, threads are served in the order in which they asked",
  { holds: "fair-mutex.ts", fails: "mutex-with-atomics.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "2 × 200 increments, each with work in between: 400",
      "served out of turn: 0",
    ]);
  },
);
