import { startWireProxy } from "@samples/wire-proxy";
import { atMost, type Benchmark, format, median } from "../benchmark.ts";
import { runClient } from "../run-client.ts";

/** What standing between program and server costs. */
export const proxy: Benchmark = {
  name: "proxy",
  async run({ server, progress }) {
    progress("proxy: the driver's round trips, with and without");
    await using wireProxy = await startWireProxy({ target: server });
    const [direct, through] = (await runClient("ping.ts", 4000, server.port, wireProxy.port)) as [
      number[],
      number[],
    ];
    const directMs = median(direct);
    const throughMs = median(through);
    return [
      {
        what: "proxy: median round trip at latency 0",
        measured: `${format(throughMs)} ms`,
        beside: `direct ${format(directMs)} ms`,
        ratio: throughMs / directMs,
        goal: atMost(throughMs / directMs, 1.5),
      },
    ];
  },
};
