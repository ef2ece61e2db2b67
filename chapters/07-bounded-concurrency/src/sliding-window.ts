/**
 * @title Two workers and one list: two at a time, without gaps
 * @python two workers and one queue
 * @twin chunks.ts
 *
 * Two workers take jobs from one list, each as soon as it is free. While one
 * is busy with the long job of four queries, the other does the four short
 * ones. Notice that there is no gap: it all takes four round trips.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

async function runJob(queries: number) {
  for (let i = 0; i < queries; i++) await packages.findOne({ license: "MIT" });
}

// #region window
const jobs = [4, 1, 1, 1, 1];
const remaining = jobs.values(); // one iterator: no job is done twice
async function work() {
  for (const queries of remaining) await runJob(queries);
}
await Promise.all([work(), work()]);
console.log(`${jobs.length} jobs done`);
// #endregion
