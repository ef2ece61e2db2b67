import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region one-by-one
const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const asked = [];
for (const _id of list.split(" ")) {
  const promise = packages.findOne({ _id });
  await promise;
  asked.push(promise);
}
const found = await Promise.all(asked);
console.log(found.map((each) => each?._id).join(" "));
// #endregion
