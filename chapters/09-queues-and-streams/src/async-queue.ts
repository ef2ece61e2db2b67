/**
 * @title A queue between a producer and a consumer
 * @python asyncio.Queue
 * @twin produce-then-consume.ts
 * @same-output both copy the same packages; the picture shows when
 *
 * The producer puts each package into a queue, and the consumer takes it out
 * as soon as it is there. Each goes at its own pace. Notice that the first
 * insert is sent while the second batch is still on its way.
 */
import { MongoClient } from "mongodb";
import { Queue } from "./queue.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const copies = client.db().collection<{ _id: string }>("copies");
const queue = new Queue<string>();

// #region both
async function produce() {
  const cursor = packages.find({}, { batchSize: 3, limit: 12 });
  for await (const { _id } of cursor) await queue.put(_id);
  queue.close();
}

async function consume() {
  for await (const _id of queue) await copies.insertOne({ _id });
}

await Promise.all([produce(), consume()]);
console.log(`${await copies.countDocuments()} packages copied`);
// #endregion
