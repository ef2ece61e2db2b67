/**
 * @title A consumer throws, its error is swallowed, and the producer waits for ever
 * @hangs
 */
import { MongoClient } from "mongodb";
import { Queue } from "../../src/queue.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const queue = new Queue<string>(3);

async function produce() {
  for await (const { _id } of packages.find({}, { limit: 12 })) await queue.put(_id);
  queue.close();
}

async function consume() {
  for await (const _id of queue) throw new Error(`cannot store ${_id}`);
}

consume().catch(() => {});
await produce();
