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
    expect(output.map(({ text }) => text)).toEqual(["total: 2"]);
  },
);

claim(
  "locks that are taken in one order are always had in the end",
  { holds: "ordered-locks.ts", fails: "two-locks.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["both transfers are done"]);
  },
);

claim(
  "a lock around the whole bank loses no money, though each transfer waits in the middle",
  { holds: "mutex-bank.ts", fails: "unsafe-bank.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["total: 3000, it was 3000"]);
  },
);

claim(
  "a fair lock is given to those who ask in the order in which they ask",
  { holds: "fair-lock.ts", fails: "barging-lock.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "ada 1",
      "bob 1",
      "ada 2",
      "bob 2",
      "ada 3",
      "bob 3",
    ]);
  },
);

claim(
  "a lock that is taken by whoever looks first starves the other one",
  { holds: "barging-lock.ts", fails: "fair-lock.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "ada 1",
      "ada 2",
      "ada 3",
      "bob 1",
      "bob 2",
      "bob 3",
    ]);
  },
);
