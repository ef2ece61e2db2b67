import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region for-each
const names = ["mongodb", "vitest", "tsx", "prettier", "typescript"];
const found: string[] = [];

// oxlint-disable-next-line typescript/no-misused-promises -- the lesson
names.forEach(async (name) => {
  const one = await packages.findOne({ _id: name }).catch(() => null);
  if (one) found.push(one._id);
});

console.log(`${found.length} of ${names.length} found`);
// #endregion
