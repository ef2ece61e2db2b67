/**
 * @title Slow: one update for each turn of the loop
 * @python async for user in User.find(): await user.save()
 * @twin bulk-write.ts
 * @wrong
 * @latency 40
 *
 * Twenty documents are changed one by one, and each change is a round trip that
 * the next one waits for. Notice the staircase: nearly all of the time both the
 * server and the program are idle.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Package = { _id: string; checkedAt?: Date };
const packages = client.db().collection<Package>("packages");

// #region save
const checkedAt = new Date();
const cursor = packages.find({ _id: /^[a-z]/ }).limit(20);

let modified = 0;
for await (const { _id } of cursor) {
  const result = await packages.updateOne({ _id }, { $set: { checkedAt } });
  modified += result.modifiedCount;
}
console.log(`${modified} packages updated`);
// #endregion
