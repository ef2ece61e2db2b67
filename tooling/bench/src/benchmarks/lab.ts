import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { runProgram } from "@samples/lab";
import { atMost, type Benchmark, format, median } from "../benchmark.ts";
import { loaderUrl } from "../run-client.ts";

const program = fileURLToPath(new URL("../clients/empty.ts", import.meta.url));
const times = 9;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

async function runAlone(): Promise<void> {
  const child = spawn(process.execPath, ["--import", loaderUrl, program], { stdio: "ignore" });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`Cannot run the empty program: it ended with ${code}`);
}

/** What the lab around a program costs. */
export const lab: Benchmark = {
  name: "lab",
  async run({ progress }) {
    // The first run reads the registry and makes what later runs share.
    await runProgram(program);
    await runAlone();
    const aloneMs: number[] = [];
    const inLabMs: number[] = [];
    for (let index = 1; index <= times; index += 1) {
      progress(`lab: an empty program, ${index} of ${times}`);
      aloneMs.push(await timed(runAlone));
      inLabMs.push(await timed(() => runProgram(program)));
    }
    const ratio = median(inLabMs) / median(aloneMs);
    return [
      {
        what: "lab: runProgram of an empty program",
        measured: `${format(median(inLabMs))} ms`,
        beside: `node --import tsx ${format(median(aloneMs))} ms`,
        ratio,
        goal: atMost(ratio, 1.4),
      },
    ];
  },
};
