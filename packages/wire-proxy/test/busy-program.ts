/**
 * A process of its own: sends a command on each of two connections, keeps its one thread busy while
 * the replies come, and prints until when, and in which order it then saw them.
 */
import { connectRawClient } from "./scripted-server.ts";

const port = Number(process.argv[2]);
const seen: string[] = [];
const clients = [await connectRawClient(port), await connectRawClient(port)];
for (const client of clients) {
  client.send({ ping: 1, $db: "admin" });
  await client.next();
}

const replies = clients.map(async (client, index) => {
  const name = index === 0 ? "first" : "second";
  client.send({ find: name, $db: "x" });
  await client.next();
  seen.push(name);
});
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
const busyUntilMs = Number(process.hrtime.bigint()) / 1e6;
await Promise.all(replies);
for (const client of clients) await client.close();
console.log(JSON.stringify({ busyUntilMs, seen }));
