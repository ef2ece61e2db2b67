/**
 * @title Wrong: one "that was all" for three consumers
 * @python queue.put(None), with three workers
 * @twin close-and-drain.ts
 * @wrong
 * @hangs
 *
 * A special last item, a sentinel, is a common way to end a consumer. But an
 * item goes to one consumer only. The other two wait for a next one that never
 * comes, and the program never ends.
 */
import { MongoClient } from "mongodb";
import { Queue } from "./queue.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const copies = client.db().collection<{ _id: string }>("copies");

// #region sentinel
const queue = new Queue<string | null>(5);

async function consume() {
  for await (const _id of queue) {
    if (_id === null) return console.log("a consumer has ended");
    await copies.insertOne({ _id });
  }
}

const consumers = [consume(), consume(), consume()];
for (const name of "asn1 async b4a bson mingo".split(" ")) {
  await queue.put(name);
}
await queue.put(null);
await Promise.all(consumers);
console.log("all consumers have ended"); // never printed
// #endregion
