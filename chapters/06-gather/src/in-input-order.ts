/**
 * @title Await a list of promises in the order of the list
 * @python create_task for each, then await each in a loop
 * @twin as-completed.ts
 * @wrong
 * @latency 50
 *
 * All three are asked at once, and then awaited in the order of asking. The
 * first of them is the slowest: the results of the other two have long been
 * there when the loop gets to see them. Notice when each line is printed.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: 3, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < 3; open++) await opened.next();
const packages = client.db().collection<{ _id: string }>("packages");

// "bson" takes three queries, "mingo" one, "mongodb" two.
async function findSlowly(_id: string, queries: number) {
  for (let i = 1; i < queries; i++) await packages.findOne({ _id });
  return packages.findOne({ _id });
}

const startedAt = performance.now();
const asked = [
  findSlowly("bson", 3),
  findSlowly("mingo", 1),
  findSlowly("mongodb", 2),
];

// #region use
for (const promise of asked) {
  const found = await promise;
  const afterMs = Math.round(performance.now() - startedAt);
  console.log(`${found?._id} after ${afterMs} ms`);
}
// #endregion
