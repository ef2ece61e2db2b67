/**
 * @title Wrong: two readers of one cursor
 * @python two tasks that read one async generator
 * @twin fan-out.ts
 * @wrong
 *
 * The index and the statistics each want to see every package. Both read the
 * same iterator, and each document goes to whichever asks first. Each of them
 * sees a part, and nothing fails.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region share
async function count(name: string, source: AsyncIterable<unknown>) {
  let seen = 0;
  for await (const _ of source) seen += 1;
  console.log(`${name} saw ${seen} of 12`);
}

const cursor = packages.find({}, { batchSize: 4, limit: 12 });
const shared = cursor[Symbol.asyncIterator]();
await Promise.all([count("index", shared), count("statistics", shared)]);
// #endregion
