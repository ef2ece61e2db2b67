import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Package = { _id: string; checkedAt?: Date };
const packages = client.db().collection<Package>("packages");

// #region save
const checkedAt = new Date();
const cursor = packages.find({ _id: /^[a-z]/ }).limit(1);

let modified = 0;
for await (const { _id } of cursor) {
  const result = await packages.updateOne({ _id }, { $set: { checkedAt } });
  modified += result.modifiedCount;
}
console.log(`${modified} packages updated`);
// #endregion
