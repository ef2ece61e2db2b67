import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");
const counts = await Promise.all(
  ["MIT", "ISC"].map(async (license) => {
    const count = await packages.countDocuments({ license });
    return `${license}: ${count > 0 ? "found" : "none"}`;
  }),
);
console.log(counts.join(", "));
