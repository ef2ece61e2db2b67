import { once } from "node:events";
import { connect } from "node:net";
import { startEmbeddedServer } from "@samples/embedded-mongo";
import { createFrameSplitter, encodeMessage } from "@samples/wire-protocol";
import { atLeast, atMost, type Benchmark, format, median } from "../benchmark.ts";
import { runRawCommands } from "../run-client.ts";

async function spawnToPing(): Promise<number> {
  const startMs = performance.now();
  const server = await startEmbeddedServer();
  const socket = connect(server.port, server.host);
  const splitter = createFrameSplitter();
  socket.write(encodeMessage({ ping: 1, $db: "admin" }, { requestId: 1 }));
  for (;;) {
    const [chunk] = (await once(socket, "data")) as [Buffer];
    if (splitter.push(chunk).length > 0) break;
  }
  const durationMs = performance.now() - startMs;
  socket.destroy();
  await server.close();
  return durationMs;
}

/** The embedded server: how soon it is there, and how fast it answers. */
export const server: Benchmark = {
  name: "server",
  async run({ server: { port }, progress }) {
    const spawnsMs: number[] = [];
    for (let index = 1; index <= 7; index += 1) {
      progress(`server: spawn to ping, ${index} of 7`);
      spawnsMs.push(await spawnToPing());
    }
    const spawnMs = median(spawnsMs);
    progress("server: pings per second");
    const ping = { ping: 1, $db: "admin" };
    const { perSecond: one } = await runRawCommands(port, 1, 20_000, [ping]);
    const { perSecond: eight } = await runRawCommands(port, 8, 40_000, [ping]);
    return [
      {
        what: "server: spawn to answering ping",
        measured: `${format(spawnMs)} ms`,
        goal: atMost(spawnMs, 300, "ms"),
      },
      {
        what: "server: pings on one connection",
        measured: `${format(one)} /s`,
        goal: atLeast(one, 8000, "/s"),
      },
      {
        what: "server: pings over 8 connections",
        measured: `${format(eight)} /s`,
        goal: atLeast(eight, 10_000, "/s"),
      },
    ];
  },
};
