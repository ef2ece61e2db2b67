/**
 * @title Make one promise of the array, then loop
 * @python for count in await asyncio.gather(…)
 * @twin for-await-promises.ts
 *
 * Promise.all listens to all of them from the start; the loop that follows is
 * a plain one, over an array of results. Notice one letter of difference: the
 * await stands after `of`, not after `for`.
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

// #region as-array
const counts = ["mongodb", "left-pad"].map(countAlike);
try {
  for (const count of await Promise.all(counts)) {
    console.log("counted:", count > 0);
  }
} catch (error) {
  console.log("caught:", String(error));
}
// #endregion

console.log("the program goes on, and so does the other count");
await counts[0];
console.log("the other count is done");
