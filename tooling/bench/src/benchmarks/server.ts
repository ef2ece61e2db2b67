import { once } from "node:events";
import { connect } from "node:net";
import { startEmbeddedServer } from "@samples/embedded-mongo";
import { createFrameSplitter, encodeMessage } from "@samples/wire-protocol";
import { atLeast, atMost, type Benchmark, format, median } from "../benchmark.ts";
import { startEchoServer } from "../echo-server.ts";
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

/** Returns pings per second of the server and of an echo, which take turns: what else the machine does falls on both. */
async function pingInTurns(
  serverPort: number,
  echoPort: number,
  connections: number,
): Promise<[number, number]> {
  const ping = { ping: 1, $db: "admin" };
  const speeds: [number[], number[]] = [[], []];
  const count = connections > 1 ? 20_000 : 10_000;
  for (let round = 1; round <= 3; round += 1) {
    speeds[0].push((await runRawCommands(serverPort, connections, count, [ping])).perSecond);
    // An echo is its own answer, and the client wants one that says ok.
    const echoed = { ...ping, ok: 1 };
    speeds[1].push((await runRawCommands(echoPort, connections, count, [echoed])).perSecond);
  }
  return [median(speeds[0]), median(speeds[1])];
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
    await using echo = await startEchoServer();
    const [one, echoOne] = await pingInTurns(port, echo.port, 1);
    const [eight, echoEight] = await pingInTurns(port, echo.port, 8);
    return [
      {
        what: "server: spawn to answering ping",
        measured: `${format(spawnMs)} ms`,
        goal: atMost(spawnMs, 300, "ms"),
      },
      {
        what: "server: pings on one connection",
        measured: `${format(one)} /s`,
        beside: `TCP echo ${format(echoOne)} /s`,
        ratio: one / echoOne,
        goal: atLeast(one / echoOne, 0.4),
      },
      {
        what: "server: pings over 8 connections",
        measured: `${format(eight)} /s`,
        beside: `TCP echo ${format(echoEight)} /s`,
        ratio: eight / echoEight,
        goal: atLeast(eight / echoEight, 0.2),
      },
    ];
  },
};
