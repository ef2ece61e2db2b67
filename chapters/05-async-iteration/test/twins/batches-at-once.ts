/**
 * @title All batches first, then the work on all of them at once
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

const work = async (batch: Package[]) => {
  await sleep(200); // stands for a request to another service, which is slow today
  return batch.map(({ _id }) => _id).join(", ");
};

const startedAt = performance.now();

let batches = 0;
const working: Promise<void>[] = [];
for await (const batch of readBatches()) {
  batches += 1;
  working.push(workOn(batches, batch));
}
await Promise.all(working);

async function workOn(number: number, batch: Package[]) {
  console.log(`batch ${number} begins`);
  console.log(`batch ${number} is done: ${await work(batch)}`);
}

const elapsed = performance.now() - startedAt;
console.log(`${batches} batches in ${elapsed.toFixed()} ms`);
