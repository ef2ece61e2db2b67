/**
 * @title Two at a time, without gaps
 * @python two workers and one queue
 * @twin chunks.ts
 * @latency 50
 *
 * Two workers take from one list, each as soon as it is free. While one is busy
 * with the long job of 4 queries, the other does the four short ones.
 * Notice that each end is followed by a start: four round trips pass.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection("packages");

async function runJob(queries: number) {
  for (let i = 0; i < queries; i++) await packages.findOne({ license: "MIT" });
}

const jobs = [4, 1, 1, 1, 1];
const startedAt = performance.now();

// #region window
const remaining = jobs.values(); // one iterator, so nobody gets a job twice
async function work() {
  for (const queries of remaining) await runJob(queries);
}
await Promise.all([work(), work()]);
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${jobs.length} jobs in ${elapsedMs} ms`);
