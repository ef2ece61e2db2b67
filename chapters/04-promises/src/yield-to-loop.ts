/**
 * @title Let the event loop turn between two pieces of work
 * @python await asyncio.sleep(0)
 * @twin microtask-starvation.ts
 * @output the work is done after {8L..80L} ms
 * @output {2..400} heartbeats meanwhile
 * @output the reply was read after {1L..7L} ms
 *
 * The same 100 chunks, but `setImmediate` goes on in the next turn of the event
 * loop: timers fire and replies are read in between. Notice the heartbeat
 * between the chunks, and the reply that is read while the work goes on.
 */
import { setImmediate } from "node:timers/promises";
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
  await setImmediate();
}
console.log(`the work is done after ${elapsed()}`);
console.log(`${heartbeats} heartbeats meanwhile`);
console.log(`the reply was read after ${await reading}`);
// #endregion
