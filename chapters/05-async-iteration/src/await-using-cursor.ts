/**
 * @title await using closes the cursor with its block
 * @python async with packages.find(…) as cursor
 * @twin manual-next.ts
 *
 * A cursor is a resource: `await using` closes it when the block is left, by
 * return or by throw, and waits until that is done. Notice that each search
 * tidies up after itself, with its own killCursors, before the next begins.
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

// #region using
async function findFirst(pattern: RegExp) {
  await using cursor = packages.find({ _id: pattern }).batchSize(2);
  return await cursor.next();
}
// #endregion

for (const pattern of [/^[a-f]/, /^[g-m]/, /^[n-z]/]) {
  const found = await findFirst(pattern);
  console.log(`${found?._id}, cursors left open: ${open}`);
}
