/**
 * @title Await what you started together, together
 * @python await asyncio.gather(…)
 * @twin await-later.ts
 *
 * Promise.all listens to every promise from the start. So the failure of the
 * second search is caught while the first one is still running. Notice that
 * this does not stop the first: its second query is sent all the same.
 */
import { MongoClient } from "mongodb";

type Package = { _id: string; license: string };
await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<Package>("packages");

// #region await
async function countAlike(name: string) {
  const found = await packages.findOne({ _id: name });
  if (!found) throw new Error(`there is no package ${name}`);
  return packages.countDocuments({ license: found.license });
}

const started = ["mongodb", "left-pad"].map(countAlike);
console.log("both searches are started");
try {
  await Promise.all(started);
} catch (error) {
  console.log("caught:", String(error));
}
// #endregion

console.log("the program goes on, and so does the other search");
await started[0];
console.log("the other search is done");
