/** A process of its own: it must end by itself though it closes its proxy in the middle of everything. */
import { startWireProxy } from "../src/index.ts";
import { connectRawClient, startScriptedServer } from "./scripted-server.ts";

const server = await startScriptedServer();
const proxy = await startWireProxy({ target: server, latencyMs: 3_600_000 });
proxy.holdUntil(100, { timeLimitMs: 3_600_000 });
void proxy.settle(3_600_000);
const [delayed, stalled] = [await connectRawClient(proxy.port), await connectRawClient(proxy.port)];
delayed.send({ count: "x", $db: "x" });
stalled.send({ count: "x", $db: "x" });
await new Promise<void>((resolve) => {
  let arrived = 0;
  proxy.onCommand(({ connection }) => {
    arrived += 1;
    if (connection === 2) proxy.stall(2);
    if (arrived === 2) resolve();
  });
});
await proxy.close();
await server.close();
console.log("closed");
