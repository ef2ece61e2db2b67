import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region gather
const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const ids = list.split(" ");
const found = await packages.find({ _id: { $in: ids } }).toArray();
console.log(found.map((each) => each?._id).join(" "));
// #endregion
