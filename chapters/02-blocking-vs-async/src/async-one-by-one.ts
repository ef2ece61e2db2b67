/**
 * @title Slow: await one query after the other
 * @python await in a loop
 * @twin async-all-at-once.ts
 * @wrong
 * @output 10 packages, {1..200} heartbeats meanwhile
 *
 * The blocking program with an `await` before each query. It takes as long,
 * because each query still waits for the one before it. But the thread is free
 * in between: notice the staircase, and the timer that keeps beating.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region query
let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);

const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const found = [];
for (const _id of list.split(" ")) {
  found.push(await packages.findOne({ _id }));
}

console.log(`${found.length} packages, ${heartbeats} heartbeats meanwhile`);
clearInterval(heart);
// #endregion
