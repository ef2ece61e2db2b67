/**
 * @title Slow: the consumer works, and nobody reads
 * @python async for batch in batches: await work(batch)
 * @twin prefetch-next.ts
 * @wrong
 *
 * An async generator is lazy: the next batch is asked for when the work on
 * this one is over. So the program waits for the server, then works, then
 * waits again. Notice that bars and output lines never overlap.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

type Package = { _id: string };
const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<Package>("packages");

let commands = 0;
client.on("commandStarted", () => (commands += 1));

// #region batches
async function* readBatches() {
  await using cursor = packages
    .find({ _id: /^[a-z]/ }, { batchSize: 2, limit: 12 })
    .sort({ _id: 1 });
  while (await cursor.hasNext()) yield cursor.readBufferedDocuments();
}
// #endregion

async function work(batch: Package[]) {
  await sleep(50); // stands for a request to another service
  return `worked on ${batch.map(({ _id }) => _id).join(" and ")}`;
}

const startedAt = performance.now();

// #region consume
let batches = 0;
for await (const batch of readBatches()) {
  console.log(`${await work(batch)}, commands sent: ${commands}`);
  batches += 1;
}
// #endregion

const elapsed = performance.now() - startedAt;
console.log(`${batches} batches in ${elapsed.toFixed()} ms`);
