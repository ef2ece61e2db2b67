import { fileURLToPath } from "node:url";
import { afterAll, expect, test, vi } from "vitest";
import { closeServers, type OrderedRun } from "../src/index.ts";
import { askOrders } from "../src/vitest/ask-orders.ts";

afterAll(closeServers);

vi.setConfig({ testTimeout: 300_000 });

const path = fileURLToPath(new URL("../../explore/test/programs/lost-update.ts", import.meta.url));

function lostUpdate(key: string) {
  return { path, name: "lost-update.ts", key, options: { reduction: false } };
}

const balance = (run: OrderedRun): unknown => run.documents("accounts")[0]?.balance;

test("claims that fail share the orders of a program, which end when the last of them has failed", async () => {
  const seen: string[] = [];
  const program = lostUpdate("fails");
  const askFirst = askOrders(program, (run) => {
    seen.push(run.order);
    expect(run.order).toBe("");
  });
  const askLater = askOrders(program, (run) => expect(balance(run)).toBe(200));

  const [first, later] = await Promise.all([askFirst(), askLater()]);

  expect(later.result).toBe(first.result);
  const { tried, complete, stoppedBy, runs } = later.result;
  expect({ tried, complete, stoppedBy }).toEqual({
    tried: 3,
    complete: false,
    stoppedBy: "decision",
  });
  // The one that had failed was not asked again.
  expect(seen).toEqual([runs[0]?.order]);
  expect([first.failure?.run, later.failure?.run]).toEqual([runs[0], runs[2]]);
});

test("a claim that holds is asked about every order, whatever has failed beside it", async () => {
  const program = lostUpdate("holds");
  const askFailing = askOrders(program, (run) => expect(balance(run)).toBe(200));
  const askHolding = askOrders(program, (run) => expect(balance(run)).not.toBe(0));

  const [failing, holding] = await Promise.all([askFailing(), askHolding()]);

  expect([failing.failure?.run.order, holding.failure]).toEqual(["1.1.2.2.1.1", undefined]);
  expect([holding.result.complete, holding.result.tried]).toEqual([true, 6]);
});

test("a predicate that is broken is no claim that fails", async () => {
  const ask = askOrders(lostUpdate("broken"), () => {
    throw new TypeError("a slip of the claim");
  });

  await expect(ask()).rejects.toThrow("a slip of the claim");
});
