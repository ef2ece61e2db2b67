/**
 * @title Make one promise of the array, then loop
 * @python for count in await asyncio.gather(…)
 * @twin for-await-promises.ts
 *
 * Promise.all listens to all of them from the start. The loop that follows is a
 * plain one, over an array of results. Notice one difference in the code: the
 * await is after `of`, not after `for`.
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

// #region as-array
const counts = ["mongodb", "left-pad"].map(countAlike);
try {
  for (const count of await Promise.all(counts)) {
    console.log("counted:", count > 0);
  }
} catch (error) {
  console.log("caught:", String(error));
}

await counts[0];
console.log("the other count is done");
// #endregion
