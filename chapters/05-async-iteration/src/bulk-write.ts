/**
 * @title Twenty updates in one command
 * @python await packages.bulk_write([UpdateOne(…) for …])
 * @twin save-in-loop.ts
 * @same-output both update the same twenty packages; the picture shows how
 * @latency 40
 *
 * The loop only collects what needs to be done, and bulkWrite sends it all as
 * one update command. Notice two round trips instead of twenty-one. (When the
 * change is the same for all, updateMany does it without reading first.)
 */
import { MongoClient, type AnyBulkWriteOperation } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Package = { _id: string; checkedAt?: Date };
const packages = client.db().collection<Package>("packages");

// #region bulk
const checkedAt = new Date();
const cursor = packages.find({ _id: /^[a-z]/ }).limit(20);

const updates: AnyBulkWriteOperation<Package>[] = [];
for await (const { _id } of cursor) {
  const update = { $set: { checkedAt } };
  updates.push({ updateOne: { filter: { _id }, update } });
}
const { modifiedCount } = await packages.bulkWrite(updates);
console.log(`${modifiedCount} packages updated`);
// #endregion
