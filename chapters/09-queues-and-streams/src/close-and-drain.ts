/**
 * @title Close the queue, drain it, end every consumer
 * @python queue.join(), queue.shutdown()
 * @twin one-sentinel.ts
 *
 * Closing is not an item: it is a state that every consumer sees. Nothing more
 * is accepted, what is in the queue is still handled, and then each loop ends.
 * One insert fails here: it is reported, and its consumer goes on with the
 * next.
 */
import { MongoClient, type MongoServerError } from "mongodb";
import { Queue } from "./queue.ts";

await using client = new MongoClient(process.env.MONGODB_URI!);
const copies = client.db().collection<{ _id: string }>("copies");

// #region drain
const queue = new Queue<string>(5);
process.once("SIGINT", () => queue.close());

async function consume() {
  for await (const _id of queue) {
    try {
      await copies.insertOne({ _id });
    } catch (error) {
      console.log(`cannot store ${_id}:`, (error as MongoServerError).code);
    }
  }
}

const consumers = [consume(), consume(), consume()];
for (const name of "asn1 async b4a bson async mingo".split(" ")) {
  await queue.put(name);
}
process.emit("SIGINT"); // as Ctrl-C would
await queue.put("tsx").catch(({ message }) => console.log(message));
await Promise.all(consumers);
console.log("all ended, stored:", await copies.countDocuments());
// #endregion
