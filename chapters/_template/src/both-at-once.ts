/**
 * @title Ask for both, then wait
 * @python asyncio.gather
 * @twin one-then-the-other.ts
 * @latency 50
 *
 * The problem, the idea and what to notice, in two to four sentences. Here:
 * two queries need nothing from each other, so both are sent before either is
 * answered. Notice that the two waits lie above each other.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

const startedAt = performance.now();

// #region both
const found = await Promise.all([
  packages.findOne({ _id: "mongodb" }),
  packages.findOne({ _id: "vitest" }),
]);
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(found.map((each) => each?._id).join(" and "));
console.log(`2 queries in ${elapsedMs} ms`);
