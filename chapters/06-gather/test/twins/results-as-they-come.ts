/**
 * @title Put each result where there is room
 * @latency 50
 *
 * As gather.ts, but each answer is pushed when it comes. So the results stand
 * in the order of the replies, and nobody knows which question each belongs to.
 */
import { on } from "node:events";
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

await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: names.length, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < names.length; open++) await opened.next();
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

// #region gather
const found: ({ _id: string } | null)[] = [];
await Promise.all(names.map(async (name) => found.push(await findPackage(name))));
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`replies: ${replied.join()}`);
console.log(`results: ${found.map((each) => each?._id).join()}`);
console.log(`${found.length} packages in ${elapsedMs} ms`);
console.log(`at most ${mostInFlight} in flight`);
