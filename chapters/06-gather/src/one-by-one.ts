/**
 * @title Slow: ask for one thing, wait, ask for the next
 * @python await in a loop
 * @twin gather.ts
 * @wrong
 * @same-output both find the same ten packages; the picture shows when
 * @latency 100
 *
 * Ten queries that do not need each other, and yet each waits for the one
 * before it: ten times the latency. That is what an `await` in a loop says.
 * Notice the staircase: no two queries are ever in flight together.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region one-by-one
const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const found = [];
for (const _id of list.split(" ")) {
  found.push(await packages.findOne({ _id }));
}
console.log(found.map((each) => each?._id).join(" "));
// #endregion
