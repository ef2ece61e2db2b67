/**
 * Pings a port over a number of connections, each waiting for its reply before it sends the next, and
 * prints the pings per second. No driver: this is the server's speed, not the driver's.
 */
import { once } from "node:events";
import { connect } from "node:net";
import { createFrameSplitter, encodeMessage } from "@samples/wire-protocol";

const [port = 0, connections = 1, pings = 0] = process.argv.slice(2).map(Number);
const ping = encodeMessage({ ping: 1, $db: "admin" }, { requestId: 1 });

async function pingInTurn(count: number): Promise<void> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await once(socket, "connect");
  const splitter = createFrameSplitter();
  let left = count;
  socket.write(ping);
  await new Promise<void>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      // One at a time: a chunk holds no more than one reply.
      left -= splitter.push(chunk).length;
      if (left > 0) socket.write(ping);
      else resolve();
    });
  });
  socket.destroy();
}

async function pingsPerSecond(count: number): Promise<number> {
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: connections }, () => pingInTurn(Math.ceil(count / connections))),
  );
  return count / ((performance.now() - startMs) / 1000);
}

await pingsPerSecond(pings / 4);
console.log(JSON.stringify(await pingsPerSecond(pings)));
