/** Both times the limit is on the reading. */
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { MongoClient } from "mongodb";
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
  await pMap(scans.find({}, { batchSize: 5 }), work, { concurrency: 3 });
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
