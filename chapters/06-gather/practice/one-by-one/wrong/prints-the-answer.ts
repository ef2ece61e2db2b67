import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region gather
const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const asked = list.split(" ").map((_id) => ({ _id }));
const found = asked;
await packages.estimatedDocumentCount();
console.log(found.map((each) => each?._id).join(" "));
// #endregion
