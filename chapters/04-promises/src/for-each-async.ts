/**
 * @title Bug: forEach does not wait for an async callback
 * @python a for loop of create_task with no gather after it
 * @twin map-all.ts
 * @wrong
 * @exits 1
 *
 * forEach throws away what its callback returns, here five promises. The next
 * line runs at once. Then the program reaches its end and closes the client
 * before a single query is sent. Notice what is missing in the picture.
 */
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

console.log(`${found.length} of ${names.length} found`);
// #endregion
