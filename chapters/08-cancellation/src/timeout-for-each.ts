/**
 * @title Slow: a timeout for each query is none for the page
 * @python asyncio.timeout around each await
 * @twin timeout-of-a-whole.ts
 * @wrong
 * @latency 400
 *
 * The page should take one second at most. Each of its three queries gets that
 * long, and none of them is too slow. But each starts with a fresh limit, so
 * the page may take three times as long. Notice where the last bar ends.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region page
async function find(_id: string) {
  const controller = new AbortController();
  const { signal } = controller;
  const tooSlow = new Error("the query took too long");
  const timer = setTimeout(() => controller.abort(tooSlow), 1000);
  const found = await packages.findOne({ _id }, { signal });
  clearTimeout(timer);
  return found;
}

for (const _id of ["bson", "mingo", "mongodb"]) {
  const found = await find(_id);
  console.log("found:", found?._id);
}
// #endregion
