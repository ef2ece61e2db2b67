/**
 * @title Bug: the consumer works, and nobody reads
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
await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<Package>("packages");

// #region batches
async function* readBatches() {
  await using cursor = packages
    .find({ _id: /^[a-z]/ }, { batchSize: 2, limit: 12 })
    .sort({ _id: 1 });
  while (await cursor.hasNext()) yield cursor.readBufferedDocuments();
}
// #endregion

const work = async (batch: Package[]) => {
  await sleep(50); // stands for a request to another service
  return batch.map(({ _id }) => _id).join(", ");
};

const startedAt = performance.now();

// #region consume
let batches = 0;
for await (const batch of readBatches()) {
  batches += 1;
  console.log(`batch ${batches} begins`);
  console.log(`batch ${batches} is done: ${await work(batch)}`);
}
// #endregion

const elapsed = performance.now() - startedAt;
console.log(`${batches} batches in ${elapsed.toFixed()} ms`);
