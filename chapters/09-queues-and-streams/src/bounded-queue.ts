/**
 * @title A full queue makes the producer wait
 * @python asyncio.Queue(maxsize=3)
 * @twin unbounded-queue.ts
 * @output depth {0..3}
 * @plot depth
 *
 * There is room for three. When the queue is full, put() waits until the
 * consumer has taken something: this is backpressure. Notice that each getMore
 * waits until the consumer has caught up.
 */
import { MongoClient } from "mongodb";
import { Queue } from "./queue.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const copies = client.db().collection<{ _id: string }>("copies");

// #region both
const queue = new Queue<string>(3);

async function produce() {
  const cursor = packages.find({}, { batchSize: 4, limit: 12 });
  for await (const { _id } of cursor) {
    await queue.put(_id);
    console.log("depth", queue.depth);
  }
  queue.close();
}

async function consume() {
  for await (const _id of queue) {
    await copies.insertOne({ _id });
    console.log("depth", queue.depth);
  }
}

await Promise.all([produce(), consume()]);
console.log(`at most ${queue.deepest} waited`);
// #endregion
