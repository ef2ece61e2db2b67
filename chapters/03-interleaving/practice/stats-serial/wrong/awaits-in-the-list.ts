import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region stats
const [all, modern, leaves] = [
  await packages.countDocuments(),
  await packages.countDocuments({ type: "module" }),
  await packages.countDocuments({ dependencies: [] }),
];

console.log(`${all} packages, ${modern} ES modules, ${leaves} need nothing`);
// #endregion
