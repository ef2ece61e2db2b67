import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region gather
const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const asked = list.split(" ").map(async (_id) => {
  await packages.findOne({ _id });
});
const found = await Promise.all(asked); // waits; it starts nothing
console.log(found.map((each) => typeof each).join(" "));
// #endregion
