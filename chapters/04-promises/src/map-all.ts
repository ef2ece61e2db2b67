/**
 * @title map keeps the promises, Promise.all awaits them
 * @python await asyncio.gather(*(find(name) for name in names))
 * @twin for-each-async.ts
 *
 * map returns what its callback returns: an array of five promises, each
 * already on its way. Promise.all turns them into one. Notice that the five
 * queries are in flight together, and that the output comes after the last.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region map
const names = ["mongodb", "vitest", "tsx", "prettier", "typescript"];

const promises = names.map(async (name) => {
  const one = await packages.findOne({ _id: name });
  return one?._id;
});
const found = await Promise.all(promises);

console.log(`${found.length} of ${names.length} found`);
// #endregion
