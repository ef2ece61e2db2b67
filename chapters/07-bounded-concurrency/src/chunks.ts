/**
 * @title Slow: two at a time, in chunks
 * @python gather over slices of the list
 * @twin sliding-window.ts
 * @wrong
 * @same-output both do the same jobs; the picture shows when
 *
 * A chunk is done when its slowest job is done. Here are five jobs, of 4, 1, 1,
 * 1 and 1 queries: in the first chunk one slot stays empty while the long job
 * runs. Notice the gap in the picture: it all takes six round trips.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

async function runJob(queries: number) {
  for (let i = 0; i < queries; i++) await packages.findOne({ license: "MIT" });
}

// #region chunks
const jobs = [4, 1, 1, 1, 1];
for (let start = 0; start < jobs.length; start += 2) {
  const chunk = jobs.slice(start, start + 2);
  await Promise.all(chunk.map((queries) => runJob(queries)));
}
console.log(`${jobs.length} jobs done`);
// #endregion
