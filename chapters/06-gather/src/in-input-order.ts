/**
 * @title Slow: await started promises in the order of the list
 * @python create_task for each, then await each in a loop
 * @twin as-completed.ts
 * @wrong
 *
 * All three start at once, and are then awaited one after the other. The first
 * of them is the slowest, so the loop sees the other two results long after
 * they arrived. Notice that all three lines are printed at the end.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

async function findAfter(queries: number, _id: string) {
  for (let i = 0; i < queries; i++) await packages.findOne({ _id });
  return packages.findOne({ _id });
}

// #region use
const slow = findAfter(2, "bson");
const quick = findAfter(0, "mingo");
const medium = findAfter(1, "mongodb");

for (const promise of [slow, quick, medium]) {
  const found = await promise;
  console.log(found?._id);
}
// #endregion
