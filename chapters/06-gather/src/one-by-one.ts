/**
 * @title Slow: ask for one thing, wait, ask for the next
 * @python await in a loop
 * @twin gather.ts
 * @wrong
 * @latency 50
 *
 * Ten queries that do not need each other, and yet each waits for the one
 * before it: ten times the latency for nothing. It is what an `await` in a
 * loop says. Notice the staircase, and that no two are ever in flight.
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

let inFlight = 0;
let mostInFlight = 0;
const replied: string[] = [];

async function findPackage(_id: string) {
  mostInFlight = Math.max(mostInFlight, ++inFlight);
  const found = await packages.findOne({ _id });
  inFlight--;
  replied.push(_id);
  return found;
}

const startedAt = performance.now();

// #region one-by-one
const found = [];
for (const name of names) {
  found.push(await findPackage(name));
}
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`replies: ${replied.join()}`);
console.log(`results: ${found.map((each) => each?._id).join()}`);
console.log(`${found.length} packages in ${elapsedMs} ms`);
console.log(`at most ${mostInFlight} in flight`);
