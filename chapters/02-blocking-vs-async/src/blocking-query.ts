/**
 * @title Blocking: the thread stops until the database answers
 * @python pymongo.MongoClient
 * @twin async-one-by-one.ts
 * @wrong
 *
 * A blocking client returns the document itself, so the code is short. But
 * until the document is there, the thread can do nothing else: a timer that
 * should beat every 10 ms does not beat once. Notice the one solid block.
 */
import { MongoClient } from "./blocking-client.ts";

using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region query
let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);

const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const found = [];
for (const _id of list.split(" ")) {
  found.push(packages.findOne({ _id }));
}

console.log(`${found.length} packages, ${heartbeats} heartbeats meanwhile`);
clearInterval(heart);
// #endregion
