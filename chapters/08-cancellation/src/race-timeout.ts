/**
 * @title Bug: a timeout by Promise.race leaves the query running
 * @python asyncio.wait_for cancels and waits; a race only looks away
 * @twin signal-timeout.ts
 * @wrong
 * @latency 300
 *
 * The loser of a race is not stopped. The query goes on and keeps its
 * connection busy, and its answer is thrown away when it comes. Notice the bar
 * that goes on long after "no answer".
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region race
const query = packages.findOne({ _id: "mongodb" });
const timeout = sleep(100).then(() => {
  throw new Error("no answer within 100 ms");
});
try {
  await Promise.race([query, timeout]);
} catch (error) {
  console.log((error as Error).message);
}

const found = await query; // nobody would: it is here to be seen
console.log("answered all the same:", found?._id);
// #endregion
