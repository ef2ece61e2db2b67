/**
 * @title Bug: next() by hand leaves the cursor open
 * @python await anext(cursor), and no async with
 * @twin await-using-cursor.ts
 * @wrong
 *
 * next() reads a document and promises nothing about the rest: three searches
 * that stop at the first hit leave three cursors open on the server, until
 * it gives up on them or the client is closed. Notice when killCursors come.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

let open = 0;
client.on("commandStarted", ({ commandName }) => {
  if (commandName === "find") open += 1;
  if (commandName === "killCursors") open -= 1;
});

// #region next
async function findFirst(pattern: RegExp) {
  const cursor = packages.find({ _id: pattern }).batchSize(2);
  return await cursor.next();
}
// #endregion

for (const pattern of [/^[a-f]/, /^[g-m]/, /^[n-z]/]) {
  const found = await findFirst(pattern);
  console.log(`${found?._id}, cursors left open: ${open}`);
}
