import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region for-each
const names = ["mongodb", "vitest", "tsx", "prettier", "typescript"];
const found: string[] = [];

// oxlint-disable-next-line typescript/no-misused-promises -- the lesson
names.forEach(async (name) => {
  const one = await packages.findOne({ _id: name });
  if (one) found.push(one._id);
});

const soFar = found.length;
await new Promise((resolve) => setTimeout(resolve, 3000));
console.log(`${soFar} of ${names.length} found`);
// #endregion
