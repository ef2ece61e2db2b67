import { claim, type OrderedRun } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "wherever a connection breaks, the order is there exactly once",
  { holds: "retry-is-safe.ts", fails: "insert-again.ts", orders: "all", cuts: 1 },
  (run) => {
    expect(run.documents("orders")).toHaveLength(1);
  },
);

/** Debtors and creditors had 200 together; nothing may be lost or made. */
const total = (run: OrderedRun): number =>
  run.documents("accounts").reduce((sum, { balance }) => sum + Number(balance), 0);

claim(
  "wherever a connection breaks, the sum of all balances stays what it was",
  { holds: "all-or-nothing.ts", fails: "half-done.ts", orders: "all", cuts: 1 },
  (run) => {
    expect([0, 200]).toContain(total(run)); // 0: the accounts themselves were not stored
    // A commit whose reply is lost is sent once more, and does nothing twice.
    const commits = run.timeline.mongodb("commitTransaction");
    const broken = run.steps.find(({ key }) => key.endsWith("x"));
    if (broken?.text.startsWith("commitTransaction")) expect(commits).toHaveCount(2);
  },
);
