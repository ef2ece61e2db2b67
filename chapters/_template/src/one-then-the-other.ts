/**
 * @title Slow: ask for one, wait, ask for the other
 * @python await, then await
 * @twin both-at-once.ts
 * @wrong
 * @latency 50
 *
 * The same two queries, the slow way: the second waits for an answer that it
 * does not need. Notice the two steps where one would do.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

const startedAt = performance.now();

// #region in-turn
const found = [
  await packages.findOne({ _id: "mongodb" }),
  await packages.findOne({ _id: "vitest" }),
];
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(found.map((each) => each?._id).join(" and "));
console.log(`2 queries in ${elapsedMs} ms`);
