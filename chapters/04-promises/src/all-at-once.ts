/**
 * @title Await what you started together, together
 * @python await asyncio.gather(…)
 * @twin await-later.ts
 *
 * Promise.all listens to every promise from the start, so the failure of the
 * second is caught though the first is still at work. Notice that the other
 * search is not stopped by that: its second query is sent all the same.
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
  await Promise.all(started);
} catch (error) {
  console.log("caught:", String(error));
}
// #endregion

console.log("the program goes on, and so does the other search");
await started[0];
console.log("the other search is done");
