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
const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<Package>("packages");

let commands = 0;
client.on("commandStarted", () => (commands += 1));

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

async function work(batch: Package[]) {
  await sleep(50); // stands for a request to another service
  return `worked on ${batch.map(({ _id }) => _id).join(" and ")}`;
}

const startedAt = performance.now();

// #region consume
let batches = 0;
for await (const batch of readAhead(readBatches())) {
  console.log(`${await work(batch)}, commands sent: ${commands}`);
  batches += 1;
}
// #endregion

const elapsed = performance.now() - startedAt;
console.log(`${batches} batches in ${elapsed.toFixed()} ms`);
