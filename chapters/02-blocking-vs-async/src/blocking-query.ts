/**
 * @title Blocking: stand still until the database answers
 * @python pymongo.MongoClient
 * @twin async-one-by-one.ts
 * @wrong
 * @latency 50
 *
 * A blocking client returns the document itself, so the code is short. But
 * while a query runs, its thread does nothing else: a timer that should beat
 * every 10 ms does not beat once. Notice the one solid block of thread.
 */
import { MongoClient } from "./blocking-client.ts";

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

using client = new MongoClient(process.env.MONGODB_URI!);
client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);
const startedAt = performance.now();

// #region query
const found = [];
for (const _id of names) {
  found.push(packages.findOne({ _id }));
}
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${found.length} packages in ${elapsedMs} ms`);
console.log(`${heartbeats} heartbeats meanwhile`);
clearInterval(heart);
