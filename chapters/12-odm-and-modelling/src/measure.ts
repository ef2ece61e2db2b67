/**
 * @title Measure a hundred times: the median, p99, and the first call apart
 * @python the course's timer around a loop
 * @twin measure-once.ts
 * @latency 0
 * @output first {2..9999} ms
 * @output median {0.1..999} ms
 * @output p99 {0.2..9999} ms
 * @pool default
 *
 * The first call stands apart, because it pays for the connection. Of the
 * hundred that follow, the median is what a call usually takes, and p99 is what
 * one user in a hundred waits for. An average would hide both.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region measure
async function measure() {
  const startMs = performance.now();
  await packages.findOne({ _id: "bson" });
  return performance.now() - startMs;
}

const first = await measure();
const times: number[] = [];
for (let call = 0; call < 100; call += 1) times.push(await measure());
times.sort((a, b) => a - b);
console.log("first", first.toFixed(2), "ms");
console.log("median", times[50]?.toFixed(2), "ms");
console.log("p99", times[98]?.toFixed(2), "ms");
// #endregion
