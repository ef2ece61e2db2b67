import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

await packages.createIndex({ license: 1 });
await packages.find({ description: /parser/ }).toArray();
await packages.find({ license: "ISC" }).project({ _id: 0, license: 1 }).toArray();
await packages.updateOne({ license: "ISC" }, { $set: { seen: true } });
await packages.aggregate([{ $match: { license: "ISC" } }, { $count: "n" }]).toArray();
await packages.aggregate([{ $limit: 1 }, { $out: "copies" }]).toArray();
await packages.find({ license: "ISC" }).explain("queryPlanner");
