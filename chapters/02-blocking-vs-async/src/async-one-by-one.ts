/**
 * @title Slow: await one query after the other
 * @python await in a loop
 * @twin async-all-at-once.ts
 * @wrong
 * @latency 50
 * @output {1..200} heartbeats meanwhile
 *
 * The blocking program with an `await` before each query. It takes as long,
 * since each query still waits for the one before it. But the thread is free
 * meanwhile: notice the staircase, and the timer that goes on beating.
 */
import { MongoClient } from "mongodb";

const names = [
  "bson",
  "commander",
  "mingo",
  "mongodb",
  "picocolors",
  "prettier",
  "tsx",
  "turbo",
  "typescript",
  "vitest",
];

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);
const startedAt = performance.now();

// #region query
const found = [];
for (const _id of names) {
  found.push(await packages.findOne({ _id }));
}
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${found.length} packages in ${elapsedMs} ms`);
console.log(`${heartbeats} heartbeats meanwhile`);
clearInterval(heart);
