/**
 * @title Send every query, then await them together
 * @python asyncio.gather
 * @twin async-one-by-one.ts
 * @output 10 packages, {1..200} heartbeats meanwhile
 * @same-output both find ten packages while a timer beats
 *
 * No query needs another one's answer, so none has to wait for it. All ten are
 * sent before the first reply arrives, and ten take little longer than one.
 * Notice how the waits lie on top of each other.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region query
let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);

const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const asked = list.split(" ").map((_id) => packages.findOne({ _id }));
const found = await Promise.all(asked);

console.log(`${found.length} packages, ${heartbeats} heartbeats meanwhile`);
clearInterval(heart);
// #endregion
