import { fileURLToPath } from "node:url";
import { exploreProgram, runProgram } from "@samples/lab";
import { atLeast, atMost, type Benchmark, format, median } from "../benchmark.ts";

function program(name: string): string {
  return fileURLToPath(
    new URL(`../../../../packages/explore/test/programs/${name}.ts`, import.meta.url),
  );
}

const times = 5;

/** On a busy machine, too, every order is tried. */
const anyTime = { totalTimeMs: 600_000 };

/** Three workers that each read and write one document: reads between two writes may be swapped, so 36 of the 90 orders differ for somebody. */
const serialisations = 36;

/** How long it takes to run a program in every order, and how many there are. */
export const orders: Benchmark = {
  name: "orders",
  async run({ progress }) {
    const alone = async (): Promise<number> => {
      const startMs = performance.now();
      await runProgram(program("lost-update"), { latencyMs: 0, threadLane: false });
      return performance.now() - startMs;
    };
    // The first ones make what the others share.
    await alone();
    await exploreProgram(program("lost-update"), { limit: 1 });
    const runMs: number[] = [];
    const orderMs: number[] = [];
    // In turns, as what else the machine does changes from second to second.
    for (let index = 0; index < times; index += 1) {
      progress(`orders: two workers that find and update, ${index} of ${times} times`);
      runMs.push(await alone());
      const { tookMs, tried } = await exploreProgram(program("lost-update"), {
        ...anyTime,
        reduction: false,
      });
      orderMs.push(tookMs / tried);
    }
    progress("orders: three workers, reduced");
    const reduced = await exploreProgram(program("lost-update-of-three"), anyTime);
    const own = await exploreProgram(program("own-documents"), anyTime);

    const eachMs = median(orderMs);
    const ratio = eachMs / median(runMs);
    return [
      {
        what: "orders: 6 orders of 2 × (find, update)",
        measured: `${format(1000 / eachMs)} orders/s`,
        goal: atLeast(1000 / eachMs, 12, "orders/s"),
      },
      {
        what: "orders: time for each order",
        measured: `${format(eachMs)} ms`,
        beside: `runProgram at latency 0 ${format(median(runMs))} ms`,
        ratio,
        goal: atMost(ratio, 1.2),
      },
      {
        what: "orders: 3 × (find, update), one _id",
        measured: `${reduced.tried} orders`,
        goal: atMost(reduced.tried, serialisations, "orders"),
      },
      {
        what: "orders: 3 × (find, update), an _id each",
        measured: `${own.tried} ${own.tried === 1 ? "order" : "orders"}`,
        goal: atMost(own.tried, 1, "order"),
      },
    ];
  },
};
