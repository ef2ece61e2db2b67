/**
 * @title Update, and insert if there was nothing: two commands, two documents
 * @python Beanie's upsert
 * @twin upsert.ts
 * @wrong
 *
 * Some mappers build their upsert this way. Two callers can both find nothing
 * to update, and then both insert.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const counters = client.db().collection("counters");

// #region count
async function countDownload(name: string) {
  const update = { $inc: { downloads: 1 } };
  const { matchedCount } = await counters.updateOne({ name }, update);
  if (matchedCount === 0) await counters.insertOne({ name, downloads: 1 });
}

await Promise.all([countDownload("mongodb"), countDownload("mongodb")]);
// #endregion

const count = await counters.countDocuments({ name: "mongodb" });
console.log(`counters for mongodb: ${count}`);
