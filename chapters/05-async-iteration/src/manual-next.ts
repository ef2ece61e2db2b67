/**
 * @title Bug: next() leaves the cursor open
 * @python await anext(cursor), and no async with
 * @twin await-using-cursor.ts
 * @wrong
 *
 * next() reads one document and leaves the rest where it is. Three searches
 * that stop at the first hit leave three cursors open on the server, until it
 * gives up on them or the client is closed. Notice when killCursors is sent.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region next
async function findFirst(pattern: RegExp) {
  const cursor = packages.find({ _id: pattern }).batchSize(2);
  return await cursor.next();
}

for (const pattern of [/^[a-f]/, /^[g-m]/, /^[n-z]/]) {
  const found = await findFirst(pattern);
  console.log("found:", found?._id);
}
// #endregion
