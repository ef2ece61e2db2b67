import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { closeServers, exploreProgram, runOrder, type OrdersResult } from "../src/index.ts";

afterAll(closeServers);

// Many programs, one after the other, on whatever machine.
vi.setConfig({ testTimeout: 600_000 });

const programs = new URL("../../explore/test/programs/", import.meta.url);

function program(name: string): string {
  return fileURLToPath(new URL(`${name}.ts`, programs));
}

/** How many orders printed what. */
function printed({ outcomes }: OrdersResult): Record<string, number> {
  return Object.fromEntries(outcomes.map(({ count, ending }) => [ending.output.join("; "), count]));
}

describe("every order of a program", () => {
  test("two workers that find and update have six orders, and four of them lose an update", async () => {
    const result = await exploreProgram(program("lost-update"), { reduction: false });

    expect({ complete: result.complete, tried: result.tried, printed: printed(result) }).toEqual({
      complete: true,
      tried: 6,
      printed: { "balance: 200": 2, "balance: 100": 4 },
    });
    expect(result.outcomes.map(({ ending }) => ending.database)).toEqual([
      { accounts: [{ _id: "ada", balance: 200 }] },
      { accounts: [{ _id: "ada", balance: 100 }] },
    ]);
  });

  test("has one outcome when the server adds", async () => {
    const result = await exploreProgram(program("increment"), { reduction: false });

    expect({ complete: result.complete, printed: printed(result) }).toEqual({
      complete: true,
      printed: { "balance: 200": 6 },
    });
  });

  test("finds both outcomes of a look before an insert, and numbers generated ids", async () => {
    const result = await exploreProgram(program("check-then-insert"), { reduction: false });

    const user = (number: number) => ({
      _id: { $oid: `<id ${number}>` },
      email: "ada@example.com",
      since: { $date: "<now>" },
    });
    expect(result.outcomes.map(({ count, ending }) => [count, ending.database])).toEqual([
      [2, { users: [user(1)] }],
      [4, { users: [user(1), user(2)] }],
    ]);
  });

  test("is one order where nobody could tell the others from it", async () => {
    const { complete, reduced, runs } = await exploreProgram(program("own-documents"));

    expect({ complete, reduced, orders: runs.map(({ order }) => order) }).toEqual({
      complete: true,
      reduced: true,
      orders: ["1.1.2.2.3.3"],
    });
  });

  test("counts the order of replies where it decides who is first", async () => {
    const { complete, outcomes } = await exploreProgram(program("first-wins"));

    expect(outcomes.map(({ ending }) => ending.output.join()).toSorted()).toEqual([
      "first: mongodb",
      "first: tsx",
      "first: vitest",
    ]);
    expect(complete).toBe(true);
  });

  test("tears a transfer in two when a connection breaks, and not one in a transaction", async () => {
    const torn = await exploreProgram(program("transfer"), { cuts: 1 });
    const whole = await exploreProgram(program("transfer-in-transaction"), { cuts: 1 });

    const totals = ({ runs }: OrdersResult): number[] => [
      ...new Set(
        runs
          .map((run) => run.documents("accounts"))
          .filter((accounts) => accounts.length === 2)
          .map((accounts) => accounts.reduce((sum, { balance }) => sum + Number(balance), 0)),
      ),
    ];
    expect({ complete: torn.complete, totals: totals(torn).toSorted((a, b) => a - b) }).toEqual({
      complete: true,
      totals: [170, 200],
    });
    expect({ complete: whole.complete, totals: totals(whole) }).toEqual({
      complete: true,
      totals: [200],
    });
  });

  test("breaks two connections in one order, and no more, when it is told to", async () => {
    const one = await exploreProgram(program("adds-once"), { cuts: 1 });
    const two = await exploreProgram(program("adds-once"), { cuts: 2 });

    const breaks = ({ runs }: OrdersResult): Set<number> =>
      new Set(runs.map(({ steps }) => steps.filter(({ key }) => key.endsWith("x")).length));
    const endings = ({ outcomes }: OrdersResult) =>
      outcomes
        .map(({ ending }) => [
          ending.output.join(),
          ending.database.accounts?.map(({ balance }) => balance as number) ?? [],
        ])
        .toSorted((a, b) => String(a).localeCompare(String(b)));
    expect([one.complete, breaks(one), endings(one)]).toEqual([
      true,
      new Set([0, 1]),
      [["added", [100]]],
    ]);
    // Whether the server has it when nobody asks anymore depends on where they broke; never twice.
    expect([two.complete, breaks(two), endings(two)]).toEqual([
      true,
      new Set([0, 1, 2]),
      [
        ["added", [100]],
        ["gave up", []],
        ["gave up", [100]],
      ],
    ]);
  });

  test("ends a search that is limited, and leaves nothing running", async () => {
    const { complete, stoppedBy, tried } = await exploreProgram(program("lost-update"), {
      limit: 2,
      reduction: false,
    });

    expect({ complete, stoppedBy, tried }).toEqual({
      complete: false,
      stoppedBy: "limit",
      tried: 2,
    });
  });

  test("proves nothing when it is ended in the middle of its only order", async () => {
    const abort = new AbortController();
    const { complete, stoppedBy } = await exploreProgram(program("adds-once"), {
      signal: abort.signal,
      onOrder: () => abort.abort(),
    });

    expect({ complete, stoppedBy }).toEqual({ complete: false, stoppedBy: "signal" });
  });

  test("with replies taken apart finds that one may be overtaken on its way", async () => {
    const coarse = await exploreProgram(program("read-beside-write"));
    const fine = await exploreProgram(program("read-beside-write"), { fine: true });

    const together = ["saw 0, heard the query first", "saw 100, heard the update first"];
    const apart = ["saw 0, heard the update first", "saw 100, heard the query first"];
    const found = (result: OrdersResult) => [
      result.complete,
      Object.keys(printed(result)).toSorted(),
    ];
    expect([found(coarse), found(fine)]).toEqual([
      [true, together],
      [true, [...together, ...apart].toSorted()],
    ]);
  });

  test("is run again by its name", async () => {
    const run = await runOrder(program("lost-update"), "1.1.2.1.2.2");

    expect({ order: run.order, output: run.output.map(({ text }) => text) }).toEqual({
      order: "1.1.2.1.2.2",
      output: ["balance: 100"],
    });
  });

  test("refuses a name that the program does not have", async () => {
    await expect(runOrder(program("lost-update"), "1.1.3")).rejects.toThrow(
      /^Cannot run the order 1\.1\.3: step 3 is to be 3, and what is open there is 1 \(update accounts .*\), 2 \(find accounts .*\)/,
    );
  });
});
