import { exploreProgram, runProgram } from "@samples/lab";
import { expect, test } from "vitest";

const source = (name: string) => new URL(`../src/${name}.ts`, import.meta.url).href;

test("two of the six orders of two deposits keep both, and four lose one", async () => {
  const { complete, outcomes } = await exploreProgram(source("lost-update"));

  expect(complete).toBe(true);
  expect(outcomes.map(({ count, ending }) => [count, ending.output])).toEqual([
    [2, ["balance: 200"]],
    [4, ["balance: 100"]],
  ]);
});

/** What two changes at the same time cost together; what both begin with is held until both have sent it. */
test.each([
  ["an operator: one each", "inc", "update", ["update", "update", "find"]],
  [
    "a condition in the update: one each",
    "conditional-update",
    "update",
    ["update", "update", "find"],
  ],
  ["a unique index: one each", "unique-index", "insert", ["insert", "insert"]],
  ["an upsert: one each", "upsert", "update", ["update", "update"]],
  [
    "an upsert by hand: two each, and a third for the one that was second",
    "upsert-retry",
    "update",
    ["update", "update", "insert", "insert", "update"],
  ],
  [
    "a version field: two each, and two more for the one that lost",
    "version-retry",
    "find",
    ["find", "find", "update", "update", "find", "update", "find"],
  ],
])("commands of %s", async (_, name, command, expected) => {
  const { timeline } = await runProgram(source(name), {
    latencyMs: 0,
    holdUntil: { commands: 2, command },
  });

  // Without the insert that sets the scene; a find at the end shows the result.
  const sent = timeline.mongodb({ command: ["find", "update", "insert"] });
  const commands = sent.map((each) => each.command);
  expect(commands.slice(name === "unique-index" || name.startsWith("upsert") ? 0 : 1)).toEqual(
    expected,
  );
});

test.each([
  [
    "two updates: one each, and the commit",
    "transfer-transaction",
    ["update", "update", "commitTransaction"],
  ],
  [
    "a decision over several documents, with a shared one: one more",
    "write-skew-guarded",
    ["update", "find", "update", "commitTransaction"],
  ],
])("commands of a transaction of %s", async (_, name, expected) => {
  const { timeline } = await runProgram(source(name), { latencyMs: 0 });

  const committed = timeline.mongodb({ command: "commitTransaction", ok: true });
  const commands = committed.map((commit) =>
    timeline
      .mongodb(({ transaction }) => transaction === commit.transaction)
      .map(({ command }) => command),
  );
  // Of two doctors, the second one finds that it cannot go, and writes no more.
  expect(commands).toContainEqual(expected);
});
