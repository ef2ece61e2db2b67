import { fileURLToPath } from "node:url";
import { afterAll, expect, test, vi } from "vitest";
import { closeServers, exploreProgram, type OrdersResult } from "../src/index.ts";

afterAll(closeServers);

// Many programs, one after the other, on whatever machine.
vi.setConfig({ testTimeout: 1_200_000 });

const anyTime = { totalTimeMs: 1_000_000 };

function program(name: string): string {
  return fileURLToPath(new URL(`../../explore/test/programs/${name}.ts`, import.meta.url));
}

/** What the orders of a program end with; how many of them do is what a reduction changes. */
const endings = ({ outcomes }: OrdersResult): string[] =>
  outcomes.map(({ ending }) => JSON.stringify(ending)).toSorted();

test.each([
  ["lost-update", 6],
  ["increment", 6],
  ["check-then-insert", 6],
  ["first-wins", 6],
  ["in-input-order", 6],
  ["shared-array", 6],
  ["read-beside-write", 2],
  ["lists-beside-inserts", 6],
])("the reduced orders of %s end as all of its orders do", async (name, count) => {
  const all = await exploreProgram(program(name), { ...anyTime, reduction: false });
  const reduced = await exploreProgram(program(name), anyTime);

  expect([all.complete, reduced.complete, all.tried]).toEqual([true, true, count]);
  expect(reduced.tried).toBeLessThanOrEqual(count);
  expect(endings(reduced)).toEqual(endings(all));
});

test("three workers that find and update have ninety orders, and one balance for each of their serialisations", async () => {
  const all = await exploreProgram(program("lost-update-of-three"), {
    ...anyTime,
    reduction: false,
  });
  const reduced = await exploreProgram(program("lost-update-of-three"), anyTime);

  const printed = ({ outcomes }: OrdersResult): string[] =>
    outcomes.map(({ ending }) => ending.output.join()).toSorted();
  expect({ complete: all.complete, tried: all.tried, printed: printed(all) }).toEqual({
    complete: true,
    tried: 90,
    printed: ["balance: 100", "balance: 200", "balance: 300"],
  });
  expect({
    complete: reduced.complete,
    reduced: reduced.reduced,
    printed: printed(reduced),
  }).toEqual({ complete: true, reduced: true, printed: printed(all) });
  // Two orders of reads and writes differ only if some read and some write, or two writes, are the other way round.
  expect(reduced.tried).toBeLessThanOrEqual(distinctSerialisations(3));
});

/** How many orders of find and update on one document differ for somebody: reads that are next to each other may be swapped. */
function distinctSerialisations(workers: number): number {
  const seen = new Set<string>();
  function go(done: readonly number[], history: readonly string[]): void {
    if (history.length === 2 * workers) {
      // Reads between two writes are a set.
      seen.add(
        history
          .join(" ")
          .split(/(?=w)|(?<=w\d) /)
          .map((part) => part.trim().split(" ").toSorted().join(" "))
          .join(" | "),
      );
      return;
    }
    for (const [worker, steps] of done.entries()) {
      if (steps === 2) continue;
      go(done.with(worker, steps + 1), [...history, `${steps === 0 ? "r" : "w"}${worker}`]);
    }
  }
  go(
    Array.from({ length: workers }, () => 0),
    [],
  );
  return seen.size;
}
