/**
 * @title What a limit on reading holds, and what a limiter holds
 * @python tracemalloc around both loops
 * @latency 0
 * @plot held (MB)
 * @output held {0..9} MB
 * @output {2..100} times as much
 *
 * The same 60 documents of 100 kB, twice. In the first half of the picture the
 * loop reads no more than it can work on; in the second half they all wait in
 * the limiter. Garbage is collected before each measurement.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { MongoClient } from "mongodb";
import pLimit from "p-limit";
import pMap from "p-map";

await using client = new MongoClient(process.env.MONGODB_URI!);
const scans = client.db().collection("scans");
const text = "x".repeat(100_000);
await scans.insertMany(Array.from({ length: 60 }, () => ({ text })));

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
let [worked, most, before] = [0, 0, 0];
async function work(_scan: object) {
  await sleep(50); // stands for work that takes longer than reading
  if (++worked % 6 !== 0) return;
  collectGarbage();
  const held = process.memoryUsage().heapUsed / 1e6 - before;
  most = Math.max(most, held);
  console.log(`held ${Math.max(0, Math.round(held))} MB`);
}

// #region both
async function intoLimiter() {
  const limit = pLimit(3);
  const jobs = [];
  for await (const scan of scans.find({}, { batchSize: 5 })) {
    jobs.push(limit(work, scan));
  }
  await Promise.all(jobs);
}

async function withLimit() {
  await pMap(scans.find({}, { batchSize: 5 }), work, { concurrency: 3 });
}
// #endregion

async function measure(copy: () => Promise<void>) {
  collectGarbage();
  [before, most] = [process.memoryUsage().heapUsed / 1e6, 0];
  await copy();
  return most;
}
const limited = await measure(withLimit);
const ratio = (await measure(intoLimiter)) / limited;
console.log(`${Math.round(ratio)} times as much`);
