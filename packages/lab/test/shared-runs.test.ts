import { expect, test } from "vitest";
import type { Run } from "../src/index.ts";
import { resolveChoice, type ProgramChoice } from "../src/vitest/claimed-program.ts";
import { createSharedRuns } from "../src/vitest/shared-runs.ts";
import { createSlots } from "../src/vitest/slots.ts";

const testFile = "/repository/chapters/06/test/gather.test.ts";

function choose(choice: ProgramChoice, common = {}) {
  return resolveChoice(choice, common, import.meta.filename ?? testFile);
}

/** A gate that opens by hand: nothing here waits for time to pass. */
function createGate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

/** Lets everything happen that can happen now. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

test("more than fits into the slots waits its turn", async () => {
  const slots = createSlots(2);
  const gates = [createGate(), createGate(), createGate()];
  const log: string[] = [];
  const work = gates.map((gate, index) =>
    slots.shared(async () => {
      log.push(`start ${index}`);
      await gate.passed;
      log.push(`end ${index}`);
    }),
  );
  await settle();
  const atFirst = [...log];

  gates[1]?.open();
  await settle();
  const afterOne = [...log];
  gates[0]?.open();
  gates[2]?.open();
  await Promise.all(work);

  expect(atFirst).toEqual(["start 0", "start 1"]);
  expect(afterOne).toEqual(["start 0", "start 1", "end 1", "start 2"]);
});

test("what needs to be alone waits for the others, and they do not overtake it", async () => {
  const slots = createSlots(2);
  const first = createGate();
  const alone = createGate();
  const log: string[] = [];
  const work = [
    slots.shared(async () => {
      log.push("first");
      await first.passed;
    }),
    slots.alone(async () => {
      log.push("alone");
      await alone.passed;
    }),
    slots.shared(async () => void log.push("last")),
  ];
  await settle();
  const atFirst = [...log];

  first.open();
  await settle();
  const whenFree = [...log];
  alone.open();
  await Promise.all(work);

  expect(atFirst).toEqual(["first"]);
  expect(whenFree).toEqual(["first", "alone"]);
  expect(log).toEqual(["first", "alone", "last"]);
});

test("a failure frees its slot", async () => {
  const slots = createSlots(1);

  await expect(slots.shared(() => Promise.reject(new Error("no")))).rejects.toThrow("no");

  expect(await slots.shared(() => Promise.resolve("yes"))).toBe("yes");
});

function createFakeRuns() {
  const log: string[] = [];
  let active = 0;
  const runs = createSharedRuns(async (file) => {
    active += 1;
    log.push(`${file.split(/[\\/]/).at(-1)} beside ${active - 1}`);
    await settle();
    active -= 1;
    // Only its identity is looked at.
    return { program: file } as unknown as Run;
  });
  return { runs, log };
}

test("the same program with the same options runs once, with other options again", async () => {
  const { runs, log } = createFakeRuns();

  const [one, same] = await Promise.all([
    runs.get(choose("a.ts", { latencyMs: 5, args: ["x"] })),
    runs.get(choose({ program: "a.ts", args: ["x"] }, { latencyMs: 5 })),
  ]);
  const other = await runs.get(choose("a.ts", { latencyMs: 6, args: ["x"] }));

  expect(same).toBe(one);
  expect(other).not.toBe(one);
  expect(log.length).toBe(2);
});

test("two functions are two options, the same function is one", () => {
  const order = <T>(held: T[]): T[] => held;

  const keys = [order, order, <T>(held: T[]): T[] => held].map(
    (releaseOrder) => choose("a.ts", { releaseOrder }).key,
  );

  expect(keys[0]).toBe(keys[1]);
  expect(keys[0]).not.toBe(keys[2]);
});

test("programs that are compared run next to each other with nothing beside them", async () => {
  const { runs, log } = createFakeRuns();
  const [a, b, c, d] = ["a.ts", "b.ts", "c.ts", "d.ts"].map((name) => choose(name));
  if (!a || !b || !c || !d) throw new Error("four were chosen");
  runs.compare([a, b]);

  await Promise.all([runs.get(c), runs.get(a), runs.get(d), runs.get(b)]);

  const [atA, atB] = [log.indexOf("a.ts beside 0"), log.indexOf("b.ts beside 0")];
  expect(atA).toBeGreaterThanOrEqual(0);
  expect(atB).toBe(atA + 1);
  expect(log.length).toBe(4);
});

test("what ran in the midst of others runs again when it is compared, and what was compared does not", async () => {
  const { runs, log } = createFakeRuns();
  const [a, b] = ["a.ts", "b.ts"].map((name) => choose(name));
  if (!a || !b) throw new Error("two were chosen");

  await runs.get(a);
  // Another test file of the same worker.
  runs.compare([a, b]);
  await Promise.all([runs.get(a), runs.get(b)]);
  await Promise.all([runs.get(b), runs.get(a)]);

  expect(log).toEqual(["a.ts beside 0", "a.ts beside 0", "b.ts beside 0"]);
});

test("the failure of one run of a comparison is its own", async () => {
  const a = choose("a.ts");
  const b = choose("b.ts");
  const runs = createSharedRuns((file) =>
    file === a.path
      ? Promise.reject(new Error("no such program"))
      : Promise.resolve({ program: file } as unknown as Run),
  );
  runs.compare([a, b]);

  await expect(runs.get(a)).rejects.toThrow("no such program");
  expect((await runs.get(b)).program).toBe(b.path);
});
