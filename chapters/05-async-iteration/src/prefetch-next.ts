/**
 * @title Prefetch: ask for the next batch, then work on this one
 * @python create_task(anext(batches)) before await work(batch)
 * @twin slow-consumer.ts
 *
 * A second generator stands in between. It asks for batch k+1, and only then
 * hands out batch k. The loop stays as it was. Notice that there is no gap: the
 * next getMore is in flight during the work.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

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

async function work(batch: { _id: string }[]) {
  await sleep(50); // stands for a request to another service
  console.log("worked on", batch.map(({ _id }) => _id).join(" and "));
}

// #region consume
for await (const batch of readAhead(readBatches())) await work(batch);
// #endregion
