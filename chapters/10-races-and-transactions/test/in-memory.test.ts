import { claim } from "@samples/lab/vitest";
import { expect } from "vitest";

claim(
  "no money is lost in memory when nothing is awaited between read and write",
  { holds: "no-await-between.ts", fails: "unsafe-bank.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["total: 3000, it was 3000"]);
  },
);

claim(
  "every addition counts, in every order of the replies",
  { holds: "await-first.ts", fails: "stale-operand.ts", orders: "all" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["total: 3"]);
  },
);

claim(
  "locks that are taken in one order are always had in the end",
  { holds: "ordered-locks.ts", fails: "two-locks.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["both transfers are done"]);
  },
);
