/**
 * @title An upsert on a unique key is one command
 * @python update_one(..., upsert=True)
 * @twin update-or-insert.ts
 *
 * With `upsert: true` the server updates or inserts. The key must be unique,
 * `_id` is: else two upserts at the same moment may still insert twice. With
 * it, one of them meets error 11000, and the server tries that one again.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Counter = { _id: string; downloads: number };
const counters = client.db().collection<Counter>("counters");

// #region count
async function countDownload(name: string) {
  const update = { $inc: { downloads: 1 } };
  await counters.updateOne({ _id: name }, update, { upsert: true });
}

await Promise.all([countDownload("mongodb"), countDownload("mongodb")]);
// #endregion

const count = await counters.countDocuments();
console.log(`counters for mongodb: ${count}`);
