import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Package = { _id: string; checkedAt?: Date };
const packages = client.db().collection<Package>("packages");

// #region save
const checkedAt = new Date();
const cursor = packages.find({ _id: /^[a-z]/ }).limit(20);

const found = await cursor.toArray();
const results = await Promise.all(
  found.map(({ _id }) => packages.updateOne({ _id }, { $set: { checkedAt } })),
);
const modified = results.length;
console.log(`${modified} packages updated`);
// #endregion
