/**
 * @title Blocking: await null lets nobody else run
 * @python await asyncio.sleep(0), which does let the others run
 * @twin yield-to-loop.ts
 * @wrong
 * @output the work is done after {8L..80L} ms
 * @output the reply was read after {8L..80L} ms
 *
 * A long piece of work is cut into 100 chunks with an await between them. But
 * `await null` goes on from the microtask queue, and the event loop waits
 * until that queue is empty. Notice the frozen heartbeat, and the reply that
 * lies unread until the last chunk is done.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
await packages.estimatedDocumentCount(); // opens the first connection

let heartbeats = 0;
setInterval(() => (heartbeats += 1), 10).unref();

const startedAt = performance.now();
const elapsed = () => `${(performance.now() - startedAt).toFixed()} ms`;

async function readPackage() {
  await packages.findOne({ _id: "mongodb" });
  return elapsed();
}

function parseChunk() {
  const end = performance.now() + 4; // busy for 4 ms: stands for parsing
  while (performance.now() < end);
}

// #region yield
const reading = readPackage();

for (let chunk = 1; chunk <= 100; chunk += 1) {
  parseChunk();
  await Promise.resolve(); // or `await null`: the same
}
console.log(`the work is done after ${elapsed()}`);
console.log(`${heartbeats} heartbeats meanwhile`);
console.log(`the reply was read after ${await reading}`);
// #endregion
