import { claim } from "@samples/lab/vitest";
import "@samples/timeline/matchers";
import { expect } from "vitest";

claim(
  "writes that an old primary refuses are sent once more, to the new one, and all are stored",
  { holds: "failover.ts", fails: "failover-lost.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "stored: 4",
    ]);
    const refused = timeline.mongodb({ command: "insert", member: 1, ok: false });
    expect(refused.map(({ error }) => error?.codeName)).toEqual(
      Array.from({ length: 3 }, () => "NotWritablePrimary"),
    );
    expect(timeline.mongodb({ command: "insert", member: 2, ok: true })).toHaveCount(3);
  },
);

claim(
  "with retryWrites=false nobody sends them once more, and they are lost",
  { holds: "failover-lost.ts", fails: "failover.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual([
      "rejected",
      "rejected",
      "rejected",
      "stored: 1",
    ]);
    expect(timeline.mongodb("insert")).toHaveCount(4);
  },
);

claim(
  "an updateMany is sent once, with or without a new primary",
  { holds: "update-many.ts", fails: "update-many-whole.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["failed: not primary", "points: [ 0 ]"]);
    expect(timeline.mongodb("update")).toHaveCount(1);
  },
);

claim(
  "in a transaction it is run again at the new primary, and everybody has it once",
  { holds: "update-many-whole.ts", fails: "update-many.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["points: [ 10 ]"]);
    const updates = timeline.mongodb("update");
    expect(updates.map(({ member, ok }) => ({ member, ok }))).toEqual([
      { member: 1, ok: false },
      { member: 2, ok: true },
    ]);
    expect(timeline.mongodb({ command: "commitTransaction", ok: true })).toHaveCount(1);
  },
);

claim(
  "a secondary that is behind does not have what was just written",
  { holds: "read-behind.ts", fails: "read-in-session.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["in the cart: nothing"]);
    expect(timeline.mongodb({ command: "find", member: 1 })).toHaveCount(0);
  },
);

claim(
  "in a session the secondary answers when it has what was written",
  { holds: "read-in-session.ts", fails: "read-behind.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["in the cart: [ 'tea' ]"]);
    expect(timeline.mongodb({ command: "find", member: 1 })).toHaveCount(0);
    const [insert] = timeline.mongodb("insert");
    const [find] = timeline.mongodb("find");
    // From the write to the answer at least as long as the secondaries are behind, but for a timer that runs early.
    expect((find?.repliedMs ?? 0) - (insert?.sentMs ?? 0)).toBeGreaterThanOrEqual(1_499);
  },
);

claim(
  "secondaryPreferred reads at a secondary that is two minutes behind",
  { holds: "any-secondary.ts", fails: "max-staleness.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["offers: 0"]);
    expect(timeline.mongodb({ command: "aggregate", member: 1 })).toHaveCount(0);
  },
);

claim(
  "with maxStalenessSeconds the driver passes over such a secondary",
  { holds: "max-staleness.ts", fails: "any-secondary.ts" },
  ({ output, timeline }) => {
    expect(output.map(({ text }) => text)).toEqual(["offers: 1"]);
    expect(timeline.mongodb({ command: "aggregate", member: 1 })).toHaveCount(1);
  },
);
