/**
 * @title Bug: awaiting started promises one after the other
 * @unsteady the crash may come before or after a query is sent
 * @python t1, t2 = create_task(…), create_task(…); await t1; await t2
 * @twin all-at-once.ts
 * @wrong
 * @exits 1
 *
 * Two searches are started, then awaited in turn. The second one fails while
 * the program still awaits the first. Nobody listens to it yet, so Node ends
 * the process. Notice that the catch never runs.
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
  for (const search of started) await search;
} catch (error) {
  console.log("caught:", String(error));
}
// #endregion

console.log("the program goes on");
