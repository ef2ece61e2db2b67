/**
 * @title Ask for the next batch, then work on this one
 * @python create_task(anext(batches)) before await work(batch)
 * @twin slow-consumer.ts
 *
 * Another generator stands between: it asks for batch k+1 and only then gives
 * out batch k. The loop stays as it was. Notice that the next getMore is in
 * flight while the work on this batch goes on.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

type Package = { _id: string };
await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<Package>("packages");

async function* readBatches() {
  await using cursor = packages
    .find({ _id: /^[a-z]/ }, { batchSize: 2, limit: 12 })
    .sort({ _id: 1 });
  while (await cursor.hasNext()) yield cursor.readBufferedDocuments();
}

// #region read-ahead
async function* readAhead<T>(source: AsyncGenerator<T>) {
  try {
    for (let next = source.next(); ;) {
      const { value, done } = await next;
      if (done) return;
      next = source.next();
      next.catch(() => {}); // thrown by the await above, not before
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}
// #endregion

const work = async (batch: Package[]) => {
  await sleep(50); // stands for a request to another service
  return batch.map(({ _id }) => _id).join(", ");
};

const startedAt = performance.now();

// #region consume
let batches = 0;
for await (const batch of readAhead(readBatches())) {
  batches += 1;
  console.log(`batch ${batches} begins`);
  console.log(`batch ${batches} is done: ${await work(batch)}`);
}
// #endregion

const elapsed = performance.now() - startedAt;
console.log(`${batches} batches in ${elapsed.toFixed()} ms`);
