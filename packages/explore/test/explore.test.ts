import { describe, expect, test } from "vitest";
import { explore, type ExploreOptions } from "../src/index.ts";
import { simulate, type Program, type Simulated } from "./simulate.ts";
import { programs } from "./simulated-programs.ts";

type Options = Partial<ExploreOptions<Simulated>> & { fine?: boolean };

function tryAll(program: Program, { fine, ...options }: Options = {}) {
  return explore<Simulated>({
    execute: async (choose) => simulate(program, choose, fine),
    limit: 100_000,
    timeMs: 60_000,
    seed: 1,
    reduce: false,
    sharesMemory: program.sharesMemory ?? false,
    faults: 0,
    ...options,
  });
}

function named(name: string): Program {
  const program = programs.find((each) => each.name === name);
  if (!program) throw new Error(`There is no program ${name}`);
  return program;
}

const outcomesOf = ({ orders }: { orders: { result: Simulated }[] }): string[] =>
  [...new Set(orders.map(({ result }) => result.outcome))].toSorted();

describe("the number of orders", () => {
  test.each([
    ["lost update of two", 6],
    ["lost update of three", 90],
    ["documents of their own", 90],
    ["prints in the order of the replies", 6],
  ])("of %s is what counting on paper gives", async (name, count) => {
    const { isComplete, orders, isReduced } = await tryAll(named(name));

    expect({ isComplete, count: orders.length, isReduced }).toEqual({
      isComplete: true,
      count,
      isReduced: false,
    });
    expect(new Set(orders.map((order) => order.name)).size).toBe(count);
  });

  test("with replies taken apart counts each reply as a step", async () => {
    const { orders } = await tryAll(named("prints in the order of the replies"), { fine: true });

    expect(orders).toHaveLength(90);
  });
});

describe.each([{ fine: false }, { fine: true }])("a reduction (fine: $fine)", ({ fine }) => {
  const small = fine ? programs.filter(({ name }) => !/three|own|transfer/.test(name)) : programs;
  test.each(small)("finds every outcome of $name", async (program) => {
    const full = await tryAll(program, { fine });
    const reduced = await tryAll(program, { fine, reduce: true });

    expect({ outcomes: outcomesOf(reduced), isComplete: reduced.isComplete }).toEqual({
      outcomes: outcomesOf(full),
      isComplete: true,
    });
    expect(reduced.orders.length).toBeLessThanOrEqual(full.orders.length);
  });
});

test("a reduction that believes the workers share nothing misses outcomes of those that do", async () => {
  const program = named("prints in the order of the replies");

  const wrong = await tryAll(program, { reduce: true, sharesMemory: false });

  expect({ tried: wrong.orders.length, outcomes: outcomesOf(wrong).length }).toEqual({
    tried: 1,
    outcomes: 1,
  });
});

test("three workers with documents of their own have one order, once the documents are there", async () => {
  const reads: Program = {
    name: "reads",
    workers: () =>
      ["ada", "bob", "eve"].map(function* (_id) {
        yield { find: "accounts", filter: { _id }, $db: "shop" };
        yield {
          update: "accounts",
          updates: [{ q: { _id }, u: { $set: { seen: 1 } } }],
          $db: "shop",
        };
      }),
  };

  const { isComplete, isReduced, orders } = await tryAll(reads, { reduce: true });

  expect({ isComplete, isReduced, tried: orders.map(({ name }) => name) }).toEqual({
    isComplete: true,
    isReduced: true,
    tried: ["1.1.2.2.3.3"],
  });
});

test("the orders with the fewest switches come first", async () => {
  const { orders } = await tryAll(named("lost update of two"));

  const switches = orders.map((order) => order.switches);
  expect(switches).toEqual(switches.toSorted((a, b) => a - b));
  expect(orders[0]?.name).toBe("1.1.2.2");
});

test("beyond the limit some orders are chosen at random, the same for the same seed", async () => {
  const names = async (seed: number): Promise<string[]> => {
    const found = await tryAll(named("lost update of three"), { limit: 20, seed });
    expect({ isComplete: found.isComplete, stoppedBy: found.stoppedBy }).toEqual({
      isComplete: false,
      stoppedBy: "limit",
    });
    return found.orders.filter(({ isRandom }) => isRandom).map(({ name }) => name);
  };

  const first = await names(7);
  expect(first.length).toBeGreaterThan(0);
  expect(await names(7)).toEqual(first);
  expect(await names(8)).not.toEqual(first);
});

test("a program that does something else than before is told of, and not counted as explored", async () => {
  let executions = 0;
  const program = named("lost update of two");
  const found = await explore<Simulated>({
    execute: async (choose) => {
      executions += 1;
      const name = executions === 3 ? "increments of three" : program.name;
      return simulate(named(name), choose);
    },
    limit: 100,
    timeMs: 60_000,
    seed: 1,
    reduce: false,
    sharesMemory: true,
    faults: 0,
  });

  expect(found.isComplete).toBe(false);
  expect(found.divergences).toEqual([
    {
      order: "",
      expected: [
        '{"find":"accounts","filter":{"_id":"ada"},"$db":"shop"}',
        '{"find":"accounts","filter":{"_id":"ada"},"$db":"shop"}',
      ],
      found: expect.arrayContaining([
        '{"insert":"accounts","documents":[{"_id":"ada","balance":0}],"$db":"shop"}',
      ]) as string[],
    },
  ]);
});
