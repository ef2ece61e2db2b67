/**
 * @title Three workers share one iterator
 * @python an async generator refuses a second anext(): use a lock
 * @twin shared-cursor.ts
 *
 * An async generator queues the calls of its next(): the second begins when the
 * first has been answered. So three workers can loop over one iterator, and
 * each document goes to one of them. Notice one find and three getMore.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region workers
const cursor = packages
  .find({ _id: /^[a-z]/ }, { batchSize: 3, limit: 10 })
  .sort({ _id: 1 });
const documents = cursor[Symbol.asyncIterator]();
const handled: string[] = [];

async function work() {
  for await (const { _id } of documents) handled.push(_id);
}
await Promise.all([work(), work(), work()]);

const different = new Set(handled).size;
console.log(`${handled.length} documents handled, ${different} different ones`);
// #endregion
