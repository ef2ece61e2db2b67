import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { expect, test } from "vitest";
import type { Run } from "../src/index.ts";
import { resolveChoice, type ProgramChoice } from "../src/vitest/claimed-program.ts";
import { createSharedRuns } from "../src/vitest/shared-runs.ts";

const testFile = "/repository/chapters/06/test/gather.test.ts";

function choose(choice: ProgramChoice, common = {}) {
  return resolveChoice(choice, common, import.meta.filename ?? testFile);
}

/** Runs that end when `finish` says so: nothing here waits for time to pass. */
function createFakeRuns() {
  const started: string[] = [];
  const finish: (() => void)[] = [];
  const getRun = createSharedRuns(async (file) => {
    started.push(basename(file));
    await new Promise<void>((resolve) => finish.push(resolve));
    // Only its identity is looked at.
    return { program: file } as unknown as Run;
  });
  return { getRun, started, finish };
}

/** Lets everything happen that can happen now. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

test("the same program with the same options runs once, with other options again", async () => {
  const { getRun, started, finish } = createFakeRuns();

  const asked = [
    getRun(choose("a.ts", { latencyMs: 5, args: ["x"] })),
    getRun(choose({ program: "a.ts", args: ["x"] }, { latencyMs: 5 })),
  ];
  await settle();
  finish[0]?.();
  const [one, same] = await Promise.all(asked);
  const again = getRun(choose("a.ts", { latencyMs: 6, args: ["x"] }));
  await settle();
  finish[1]?.();
  const other = await again;

  expect(same).toBe(one);
  expect(other).not.toBe(one);
  expect(started).toEqual(["a.ts", "a.ts"]);
});

test("more programs than there is room for wait their turn, and a failure makes room", async () => {
  const names = ["a.ts", "b.ts", "c.ts", "d.ts", "e.ts"];
  const room = Math.min(4, availableParallelism());
  const started: string[] = [];
  const fail: ((reason: Error) => void)[] = [];
  const getRun = createSharedRuns((file) => {
    started.push(basename(file));
    return new Promise((_, reject) => fail.push(reject));
  });

  const runs = names.map((name) => getRun(choose(name)));
  const outcomes = Promise.allSettled(runs);
  await settle();
  const atFirst = [...started];
  for (let done = 0; done < names.length; done += 1) {
    fail[done]?.(new Error(`no ${names[done]}`));
    await settle();
  }

  expect(atFirst).toEqual(names.slice(0, room));
  expect(started).toEqual(names);
  expect(await outcomes).toEqual(
    names.map((name) => ({ status: "rejected", reason: new Error(`no ${name}`) })),
  );
});

test("two functions are two options, the same function is one", () => {
  const order = <T>(held: T[]): T[] => held;

  const keys = [order, order, <T>(held: T[]): T[] => held].map(
    (releaseOrder) => choose("a.ts", { releaseOrder }).key,
  );

  expect(keys[0]).toBe(keys[1]);
  expect(keys[0]).not.toBe(keys[2]);
});
