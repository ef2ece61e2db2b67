/**
 * @title await using closes the cursor with its block
 * @same-output the cursor left open shows on the server only
 * @python async with packages.find(…) as cursor
 * @twin manual-next.ts
 *
 * A cursor is a resource. `await using` closes it when the block is left, by
 * return or by throw, and waits until that is done. Notice that each search
 * cleans up after itself, with its own killCursors, before the next one begins.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region using
async function findFirst(pattern: RegExp) {
  await using cursor = packages.find({ _id: pattern }).batchSize(2);
  return await cursor.next();
}

for (const pattern of [/^[a-f]/, /^[g-m]/, /^[n-z]/]) {
  const found = await findFirst(pattern);
  console.log("found:", found?._id);
}
// #endregion
