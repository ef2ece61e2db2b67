/**
 * @title Slow: read a batch, work on it, read the next
 * @same-picture the same commands; the claims show when they are sent
 * @python async for batch in batches: await work(batch)
 * @twin prefetch-next.ts
 * @wrong
 * @same-output both work on the same batches; the picture shows what overlaps
 *
 * An async generator is lazy: it asks for the next batch when the work on this
 * one is done. So the program waits for the server, then works, then waits
 * again. Notice the gap after each bar.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region batches
async function* readBatches() {
  await using cursor = packages
    .find({ _id: /^[a-z]/ }, { batchSize: 2, limit: 12 })
    .sort({ _id: 1 });
  while (await cursor.hasNext()) yield cursor.readBufferedDocuments();
}
// #endregion

async function work(batch: { _id: string }[]) {
  await sleep(50); // stands for a request to another service
  console.log("worked on", batch.map(({ _id }) => _id).join(" and "));
}

// #region consume
for await (const batch of readBatches()) await work(batch);
// #endregion
