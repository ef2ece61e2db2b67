/**
 * @title Two at a time, in chunks
 * @python gather over slices of the list
 * @twin sliding-window.ts
 * @wrong
 * @latency 50
 *
 * A chunk is done when its slowest is done. Five jobs, of 4, 1, 1, 1 and 1
 * queries: the first chunk keeps one place empty while the long job runs.
 * Notice the gap in the picture, and that six round trips pass.
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

// #region chunks
for (let start = 0; start < jobs.length; start += 2) {
  const chunk = jobs.slice(start, start + 2);
  await Promise.all(chunk.map((queries) => runJob(queries)));
}
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${jobs.length} jobs in ${elapsedMs} ms`);
