/**
 * @title Update or insert by hand: error 11000 means "update after all"
 * @python except DuplicateKeyError: update again
 * @twin update-or-insert.ts
 *
 * Sometimes it has to be two commands: a mapper works that way, or the insert
 * needs more than an upsert can say. Then make the key unique. The second
 * insert gets error 11000, and its caller updates instead.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Counter = { _id: string; downloads: number };
const counters = client.db().collection<Counter>("counters");

// #region count
async function countDownload(_id: string): Promise<void> {
  const update = { $inc: { downloads: 1 } };
  const { matchedCount } = await counters.updateOne({ _id }, update);
  if (matchedCount === 1) return;
  try {
    await counters.insertOne({ _id, downloads: 1 });
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
    await countDownload(_id); // now it is there
  }
}

await Promise.all([countDownload("mongodb"), countDownload("mongodb")]);
// #endregion

const count = await counters.countDocuments();
console.log(`counters for mongodb: ${count}`);
