/**
 * @title Wrong: a queue without a limit
 * @python asyncio.Queue()
 * @twin bounded-queue.ts
 * @wrong
 * @output depth {0..12}
 * @output at most {5..12} waited
 * @plot depth
 *
 * The producer reads four packages in the time in which the consumer stores
 * one. Nothing tells it to slow down, so the queue grows as long as there is
 * something to read. With a million packages, the process runs out of memory.
 */
import { MongoClient } from "mongodb";
import { Queue } from "./queue.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const copies = client.db().collection<{ _id: string }>("copies");

// #region both
const queue = new Queue<string>();

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
