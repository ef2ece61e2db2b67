import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region stats
const all = await packages.countDocuments();
const [modern, leaves] = await Promise.all([
  packages.countDocuments({ type: "module" }),
  packages.countDocuments({ dependencies: [] }),
]);

console.log(`${all} packages, ${modern} ES modules, ${leaves} need nothing`);
// #endregion
