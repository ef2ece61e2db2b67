/**
 * @title Bug: awaiting started promises one after the other
 * @unsteady the crash may come before or after a query is sent
 * @python t1, t2 = create_task(…), create_task(…); await t1; await t2
 * @twin all-at-once.ts
 * @wrong
 * @exits 1
 *
 * Two searches are started, then awaited in turn. The second fails while the
 * program still awaits the first, so nobody is listening yet, and Node ends
 * the process. Notice that the catch never runs. In Python it does: there an
 * error waits for its await.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

type Package = { _id: string; license: string };
await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: 2, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < 2; open += 1) await opened.next();

const packages = client.db().collection<Package>("packages");

async function countAlike(name: string) {
  const found = await packages.findOne({ _id: name });
  if (!found) throw new Error(`there is no package ${name}`);
  return await packages.countDocuments({ license: found.license });
}

// #region await
const started = ["mongodb", "left-pad"].map(countAlike);
console.log("both searches are started");
try {
  for (const search of started) await search;
} catch (error) {
  console.log("caught:", String(error));
}
// #endregion

console.log("the program goes on");
