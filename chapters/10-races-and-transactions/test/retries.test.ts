import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "wherever a connection breaks, the order is there exactly once",
  { holds: "retry-is-safe.ts", fails: "insert-again.ts", orders: "all", cuts: 1 },
  (run) => {
    expect(run.documents("orders")).toHaveLength(1);
  },
);
