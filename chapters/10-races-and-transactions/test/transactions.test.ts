import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "no reader sees a torn total, in any order",
  { holds: "transfer-transaction.ts", fails: "transfer.ts", orders: "all" },
  (run) => {
    expect(run.output.map(({ text }) => text)).toEqual(["seen: 200"]);
    expect(run.documents("accounts")).toEqual([
      { _id: "ada", balance: 0 },
      { _id: "bob", balance: 200 },
    ]);
  },
);

claim(
  "an abort takes back everything that was sent with the session",
  { holds: "with-session.ts", fails: "forgotten-session.ts" },
  ({ output, timeline }) => {
    expect(timeline.mongodb("abortTransaction")).toHaveCount(1);
    expect(output.map(({ text }) => text)).toEqual(["left after the abort: "]);
  },
);

claim(
  "the operations of one session take turns, and all of them count",
  { holds: "in-turn.ts", fails: "parallel-in-transaction.ts" },
  ({ output, timeline }) => {
    expect(timeline.mongodb("insert")).toRunOneAfterAnother();
    expect(output.map(({ text }) => text)).toEqual(["orders: 3"]);
  },
);

claim(
  "of two inserts that both start the transaction, the server refuses one with code 117",
  { holds: "parallel-in-transaction.ts", fails: "in-turn.ts", orders: "all" },
  ({ timeline }) => {
    const refused = timeline.mongodb({ command: "insert", ok: false });

    expect(refused).toHaveCount(1);
    expect(refused.first.error).toEqual({
      code: 117,
      codeName: "ConflictingOperationInProgress",
      message:
        "Only servers in a sharded cluster can start a new transaction at the active transaction number",
    });
  },
);

/** Both transactions have read before either writes, so they must meet. */
const bothHaveRead = { holdUntil: { commands: 2, command: "find" } };

claim(
  "of two transactions that meet, one starts again, and each number is given once",
  { holds: "write-conflict.ts", fails: "../test/twins/no-transaction.ts", ...bothHaveRead },
  ({ output, timeline }) => {
    expect(output[0]?.text).toBe("numbers: 1,2");
    expect(timeline.mongodb({ command: "update", ok: false }).first.error?.codeName).toBe(
      "WriteConflict",
    );
    expect(output[1]?.text).not.toBe("the function was called 2 times");
  },
);

claim(
  "a side effect in the function happens more often than there are orders",
  { holds: "side-effect-twice.ts", fails: "../test/twins/mail-after-commit.ts", ...bothHaveRead },
  ({ output }) => {
    expect(output.map(({ text }) => text)).not.toEqual(["mails sent for 2 orders: 2"]);
  },
);

claim(
  "two transactions that read the same and write apart both commit in some order, and nobody is on call",
  {
    holds: "../test/twins/one-goes-home.ts",
    fails: { program: "write-skew.ts", limit: 6 },
    orders: "all",
  },
  (run) => {
    expect(run.documents("doctors").filter(({ onCall }) => onCall === true)).toHaveLength(1);
  },
);

claim(
  "a document that both write leaves one doctor on call, though both transactions began together",
  {
    holds: "write-skew-guarded.ts",
    fails: "write-skew.ts",
    holdUntil: { commands: 2, command: "find", timeLimitMs: 1_000 },
  },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["on call: 1"]);
  },
);

claim(
  "a query that nobody awaited fails after the program has gone on, and ends the process",
  { holds: "ended-session.ts", fails: "awaited-session.ts", latencyMs: 0 },
  ({ output, outcome }) => {
    expect(output[0]?.text).toBe("order placed, receipts: 0");
    expect(outcome.kind).toBe("unhandled-rejection");
    expect(outcome.sentence).toContain("MongoExpiredSessionError");
  },
);

claim(
  "all that is awaited inside of a transaction is committed with it",
  { holds: "awaited-session.ts", fails: "ended-session.ts", latencyMs: 0 },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual(["order placed, receipts: 1"]);
  },
);

claim(
  "a WriteConflict ends the transaction: its operation alone cannot be tried again",
  { holds: "retry-by-hand.ts", fails: "../test/twins/retry-from-start.ts" },
  ({ output }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "attempt 1: WriteConflict",
      "attempt 2: NoSuchTransaction",
      "number: 1",
    ]);
  },
);
