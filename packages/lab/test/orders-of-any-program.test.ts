import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { closeServers, exploreProgram, type OrderedRun } from "../src/index.ts";

afterAll(closeServers);

// Many programs, one after the other, on whatever machine.
vi.setConfig({ testTimeout: 600_000 });

function program(name: string): string {
  return fileURLToPath(new URL(`../../explore/test/programs/${name}.ts`, import.meta.url));
}

describe("a step is taken when the program can do nothing more", () => {
  test.each(["computing", "immediates", "timers", "worker", "file", "dns"])(
    "with %s between two commands",
    async (BETWEEN) => {
      const { complete, diverged, hadTimers, runs } = await exploreProgram(
        program("works-between"),
        {
          env: { BETWEEN },
          reduction: false,
        },
      );

      // Taken too early, the insert would not be among what can be chosen beside the other worker's query.
      expect({ complete, diverged, hadTimers, orders: runs.length }).toEqual({
        complete: true,
        diverged: [],
        hadTimers: BETWEEN === "timers",
        orders: 3,
      });
      expect(runs.map(({ output }) => output.map(({ text }) => text).join()).toSorted()).toEqual([
        "seen: 100",
        "seen: undefined",
        "seen: undefined",
      ]);
    },
  );
});

test("a program with a choice of its own is reported as such, with what differed", async () => {
  const { complete, diverged } = await exploreProgram(program("asks-the-clock"));

  const at = expect.stringMatching(/^find packages \{"_id":"at \d+"\}$/) as string;
  expect({ complete, diverged }).toEqual({
    complete: false,
    diverged: [{ order: "", expected: [at, at], found: [at, at] }],
  });
});

test("a program that does not end is ended at its time limit, and that is its outcome", async () => {
  const { complete, outcomes } = await exploreProgram(program("never-ends"), {
    timeLimitMs: 2_000,
  });

  expect({ complete, endings: outcomes.map(({ ending }) => ending) }).toEqual({
    complete: true,
    endings: [
      { exitCode: null, signal: "SIGKILL", isUnfinished: true, output: ["done"], database: {} },
    ],
  });
});

test("a program that asks forever is ended after two hundred steps", async () => {
  const { complete, cutShort, outcomes } = await exploreProgram(program("polls-for-ever"));

  expect({ complete, cutShort }).toEqual({ complete: false, cutShort: 1 });
  expect(outcomes.map(({ ending, first }) => [ending.isUnfinished, first.steps.length])).toEqual([
    [true, 200],
  ]);
});

test("a transaction that is tried again forever is ended after two hundred steps", async () => {
  const { complete, cutShort, outcomes } = await exploreProgram(program("retries-for-ever"));

  expect({ complete, cutShort, orders: outcomes.map(({ count }) => count) }).toEqual({
    complete: false,
    cutShort: 1,
    orders: [1],
  });
});

test("a change stream's getMore is a choice only when there is something to tell", async () => {
  const { complete, runs } = await exploreProgram(program("watches"), { timeLimitMs: 3_000 });

  expect(complete).toBe(true);
  const seen = runs.filter(({ output }) => output[0]?.text === "insert");
  const missed = runs.filter(({ ending }) => ending.isUnfinished);
  const isBefore = ({ steps }: OrderedRun): boolean =>
    steps.findIndex(({ text }) => text.includes("second")) <
    steps.findIndex(({ text }) => text.startsWith("aggregate"));
  // An insert that the server has before the stream is open is not told of.
  expect([seen.some(isBefore), missed.every(isBefore)]).toEqual([false, true]);
  expect([seen.length > 0, missed.length > 0, seen.length + missed.length]).toEqual([
    true,
    true,
    runs.length,
  ]);
  const getMores = seen[0]?.steps.filter(({ text }) => text.includes("getMore")) ?? [];
  expect(getMores.map(({ key }) => key.replace(/\d+/, ""))).toEqual(["r"]);
});

test("a tailable cursor's getMore is a choice only when there is another document", async () => {
  const { complete, cutShort, outcomes, runs } = await exploreProgram(program("tails"));

  expect({ complete, cutShort, printed: outcomes.map(({ ending }) => ending.output) }).toEqual({
    complete: true,
    cutShort: 0,
    printed: [["1 2"]],
  });
  // One reply is the next document's; those that say that there is none yet are nobody's choice.
  const replies = runs.map(({ steps }) => steps.filter(({ key }) => key.endsWith("r")).length);
  expect(new Set(replies)).toEqual(new Set([0, 1]));
});

test("a hundred queries have more orders than can be tried, and the end says so", async () => {
  const { complete, stoppedBy, tried, atLeast } = await exploreProgram(
    program("gathers-a-hundred"),
    {
      limit: 2,
    },
  );

  expect({ complete, stoppedBy, tried }).toEqual({ complete: false, stoppedBy: "limit", tried: 2 });
  expect(atLeast).toBeGreaterThan(100);
});
