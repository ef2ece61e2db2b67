import { fileURLToPath } from "node:url";
import { exploreProgram, runProgram } from "@samples/lab";
import { atLeast, atMost, type Benchmark, format, median } from "../benchmark.ts";

function program(name: string): string {
  return fileURLToPath(
    new URL(`../../../../packages/explore/test/programs/${name}.ts`, import.meta.url),
  );
}

const times = 5;

/** How long it takes to run a program in every order. */
export const orders: Benchmark = {
  name: "orders",
  async run({ progress }) {
    const runMs: number[] = [];
    for (let index = 0; index <= times; index += 1) {
      progress(`orders: the program alone, ${index} of ${times}`);
      const startMs = performance.now();
      await runProgram(program("lost-update"), { latencyMs: 0, threadLane: false });
      // The first one makes what the others share.
      if (index > 0) runMs.push(performance.now() - startMs);
    }
    progress("orders: three workers that find and update, in all of their orders");
    const all = await exploreProgram(program("lost-update-of-three"), { reduction: false });
    progress("orders: the same, reduced");
    const reduced = await exploreProgram(program("lost-update-of-three"));
    const own = await exploreProgram(program("own-documents"));

    const eachMs = all.tookMs / all.tried;
    const ratio = eachMs / median(runMs);
    return [
      {
        what: `orders: ${all.tried} orders of 3 × (find, update)`,
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
        what: "orders: reduction, one _id",
        measured: `${reduced.tried} of ${all.tried} orders`,
        ratio: reduced.tried,
        goal: atMost(reduced.tried, all.tried, "orders"),
      },
      {
        what: "orders: reduction, an _id for each worker",
        measured: `${own.tried} ${own.tried === 1 ? "order" : "orders"}`,
        ratio: own.tried,
        goal: atMost(own.tried, 1, "order"),
      },
    ];
  },
};
