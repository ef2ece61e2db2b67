/**
 * @title Bug: three workers call next() on one cursor
 * @python three tasks in async for on one cursor: the same three finds
 * @twin shared-iterator.ts
 * @wrong
 * @output {11..30} documents handled, {1..10} different ones
 *
 * A cursor serves one reader. Each of the three workers finds it empty and asks
 * the server, so there are three finds, and their replies overwrite each other.
 * Notice that documents are handled more than once (the numbers may vary).
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region workers
const cursor = packages
  .find({ _id: /^[a-z]/ }, { batchSize: 3, limit: 10 })
  .sort({ _id: 1 });
const handled: string[] = [];

async function work() {
  for (;;) {
    const found = await cursor.next();
    if (!found) return;
    handled.push(found._id);
  }
}
await Promise.all([work(), work(), work()]);

const different = new Set(handled).size;
console.log(`${handled.length} documents handled, ${different} different ones`);
// #endregion
