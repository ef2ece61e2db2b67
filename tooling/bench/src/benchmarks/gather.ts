import { startWireProxy } from "@samples/wire-proxy";
import {
  atMost,
  type Bench,
  type Benchmark,
  format,
  type Measurement,
  median,
} from "../benchmark.ts";
import { runClient } from "../run-client.ts";

const latencyMs = 50;
const times = 9;

async function measure({ server, progress }: Bench, size: number): Promise<Measurement> {
  progress(`gather: ${size} queries, ${latencyMs} ms away`);
  await using proxy = await startWireProxy({ target: server, latencyMs });
  const before = Number(await runClient("gather.ts", proxy.port, size, times));
  const finds = proxy.record().commands.filter(({ command }) => command === "find");
  const gathers = Array.from({ length: times }, (_, index) => {
    const gathered = finds.slice(before + index * size, before + (index + 1) * size);
    const startsMs = gathered.map(({ startMs }) => startMs);
    const firstMs = Math.min(...startsMs);
    return {
      sendingMs: Math.max(...startsMs) - firstMs,
      durationMs: Math.max(...gathered.map(({ endMs = Infinity }) => endMs)) - firstMs,
    };
  });
  const durationMs = median(gathers.map((one) => one.durationMs));
  // What the driver needs to begin them all: no latency and no server has a part in that.
  const sendingMs = median(gathers.map((one) => one.sendingMs));
  return {
    what: `gather of ${size}, first sent to last reply`,
    measured: `${format(durationMs)} ms`,
    beside: `latency ${latencyMs}, sent in ${Math.round(sendingMs)} ms`,
    ratio: durationMs / latencyMs,
    goal: atMost(durationMs / latencyMs, 1.3),
  };
}

/** Whether queries that are asked together take as long as one. */
export const gather: Benchmark = {
  name: "gather",
  run: async (bench) => [await measure(bench, 10), await measure(bench, 100)],
};
