/**
 * @title Three workers share one iterator
 * @python an async generator refuses a second anext(): use a lock
 * @twin shared-cursor.ts
 *
 * An async generator queues the calls of its next(): the second is begun when
 * the first is answered. So three workers can loop over one iterator, and each
 * document goes to one of them. Notice one find and three getMore.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: 3, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < 3; open += 1) await opened.next();

const packages = client.db().collection<{ _id: string }>("packages");

const cursor = packages
  .find({ _id: /^[a-z]/ }, { batchSize: 3, limit: 10 })
  .sort({ _id: 1 });

const handled: string[] = [];

// #region workers
const documents = cursor[Symbol.asyncIterator]();

async function work() {
  for await (const { _id } of documents) handled.push(_id);
}

await Promise.all([work(), work(), work()]);
// #endregion

const different = new Set(handled).size;
console.log(`${handled.length} documents handled, ${different} different ones`);
