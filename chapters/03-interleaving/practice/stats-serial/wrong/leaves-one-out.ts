import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region stats
const all = await packages.countDocuments();
const modern = await packages.countDocuments({ type: "module" });
const leaves = 7;

console.log(`${all} packages, ${modern} ES modules, ${leaves} need nothing`);
// #endregion
