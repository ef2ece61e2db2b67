/**
 * @title Fan-out: one reader, a queue for each consumer
 * @python an asyncio.Queue for each subscriber
 * @twin shared-stream.ts
 *
 * One loop reads the cursor and puts each package into both queues. The queues
 * are bounded, so the slower consumer sets the pace, and no document is kept
 * longer than needed. Each consumer sees all twelve.
 */
import { MongoClient } from "mongodb";
import { Queue } from "./queue.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

async function count(name: string, source: AsyncIterable<unknown>) {
  let seen = 0;
  for await (const _ of source) seen += 1;
  console.log(`${name} saw ${seen} of 12`);
}

// #region fan-out
const index = new Queue<{ _id: string }>(3);
const statistics = new Queue<{ _id: string }>(3);

async function fanOut() {
  for await (const found of packages.find({}, { batchSize: 4, limit: 12 })) {
    await Promise.all([index.put(found), statistics.put(found)]);
  }
  index.close();
  statistics.close();
}

await Promise.all([
  fanOut(),
  count("index", index),
  count("statistics", statistics),
]);
// #endregion
