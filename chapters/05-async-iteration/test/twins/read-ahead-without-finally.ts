/**
 * @title Reading ahead without passing a break on to the source
 * @wrong
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

async function* readAhead<T>(source: AsyncGenerator<T>) {
  for (let next = source.next(); ;) {
    const { value, done } = await next;
    if (done) return;
    next = source.next();
    next.catch(() => {});
    yield value;
  }
}

const batches = readAhead(readBatches());

for await (const batch of batches) {
  await sleep(50); // stands for work
  console.log(`break after ${batch.length} documents`);
  break;
}
console.log("after the loop");
