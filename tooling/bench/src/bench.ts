import { parseArgs } from "node:util";
import { closeServers, openServer } from "@samples/lab";
import type { Benchmark } from "./benchmark.ts";
import { data } from "./benchmarks/data.ts";
import { gather } from "./benchmarks/gather.ts";
import { lab } from "./benchmarks/lab.ts";
import { orders } from "./benchmarks/orders.ts";
import { proxy } from "./benchmarks/proxy.ts";
import { registry } from "./benchmarks/registry.ts";
import { server } from "./benchmarks/server.ts";
import { snippets } from "./benchmarks/snippets.ts";
import { thread } from "./benchmarks/thread.ts";
import { createProgress } from "./progress.ts";
import { renderHeadings, renderTable } from "./table.ts";

const benchmarks: Benchmark[] = [
  server,
  lab,
  proxy,
  gather,
  thread,
  data,
  snippets,
  orders,
  registry,
];

const help = `Usage: pnpm bench [name ...]

Measures ${benchmarks.map(({ name }) => name).join(", ")}; all of them when no name is given.
Compare the ratios, which are taken in one run; the times depend on the machine.
A goal that is missed is no failure: the exit code is 0 unless something broke.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: "boolean", short: "h" } },
});
const unknown = positionals.filter((name) => !benchmarks.some((known) => known.name === name));

if (values.help) {
  console.log(help);
} else if (unknown.length > 0) {
  console.error(`There is no benchmark called ${unknown.join(", ")}.\n\n${help}`);
  process.exitCode = 2;
} else {
  await measure(positionals.length === 0 ? benchmarks : pick(positionals));
}

function pick(names: string[]): Benchmark[] {
  return benchmarks.filter(({ name }) => names.includes(name));
}

async function measure(chosen: Benchmark[]): Promise<void> {
  const progress = createProgress();
  const color = process.stdout.isTTY && !process.env.NO_COLOR;
  console.log(renderHeadings({ color }));
  // The embedded server is what is measured, whatever the user runs programs against.
  process.env.LESSON_MONGO = "embedded";
  try {
    const { address } = await openServer("embedded");
    for (const { name, run } of chosen) {
      try {
        const measurements = await run({ server: address, progress: progress.say });
        progress.clear();
        console.log(renderTable(measurements, { color }));
      } catch (error) {
        progress.clear();
        console.error(`${name}: broke\n`, error);
        process.exitCode = 1;
      }
    }
  } finally {
    await closeServers();
  }
}
