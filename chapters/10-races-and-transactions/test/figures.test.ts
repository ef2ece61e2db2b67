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

test.each([
  ["an operator: one", "inc", ["update", "update"]],
  ["a condition in the update: one", "conditional-update", ["update", "update"]],
  [
    "a transaction of two updates: three",
    "transfer-transaction",
    ["update", "update", "commitTransaction"],
  ],
])("commands of %s for each change", async (_, name, commands) => {
  const { timeline } = await runProgram(source(name), { latencyMs: 0 });

  const sent = timeline.mongodb({ command: ["update", "commitTransaction"] });
  expect(sent.map(({ command }) => command)).toEqual(commands);
});
