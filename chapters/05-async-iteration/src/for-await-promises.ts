/**
 * @title Bug: for await over an array of promises
 * @unsteady the crash may come before or after a query is sent
 * @python for task in tasks: await task
 * @twin as-array.ts
 * @wrong
 * @exits 1
 *
 * for await awaits the promises of an array one at a time. While it waits for
 * the first, nobody listens to the second, and when that one rejects, Node ends
 * the process. for await is for things that come one by one; these all run at
 * once.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Package = { _id: string; license: string };
const packages = client.db().collection<Package>("packages");

async function countAlike(name: string) {
  const found = await packages.findOne({ _id: name });
  if (!found) throw new Error(`there is no package ${name}`);
  return await packages.countDocuments({ license: found.license });
}

// #region for-await
const counts = ["mongodb", "left-pad"].map(countAlike);
try {
  // oxlint-disable-next-line typescript/await-thenable -- the lesson
  for await (const count of counts) {
    console.log("counted:", count > 0);
  }
} catch (error) {
  console.log("caught:", String(error));
}
console.log("never printed");
// #endregion
