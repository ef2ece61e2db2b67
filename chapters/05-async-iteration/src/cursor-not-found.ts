/**
 * @title Bug: the work takes longer than the cursor lives (CursorNotFound)
 * @python pymongo.errors.CursorNotFound
 * @twin page-by-page.ts
 * @wrong
 * @latency 10
 *
 * A batch of documents is read, and the work on them takes a long time.
 * Meanwhile the server gives up on the idle cursor, and the next getMore fails.
 * Notice that three documents are handled, and not one more.
 */
import { MongoClient, MongoServerError } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const db = client.db();
const packages = db.collection<{ _id: string }>("packages");

// Stands for long work: the server gives up on cursors that have been idle for
// ten minutes. Here they are closed by hand, so that nobody has to wait.
async function workForTenMinutes(_id: string) {
  const list = [
    { $currentOp: { idleCursors: true } },
    { $match: { type: "idleCursor", ns: packages.namespace } },
  ];
  const admin = client.db("admin");
  for await (const { cursor } of admin.aggregate(list, { useBigInt64: true })) {
    await db.command({ killCursors: "packages", cursors: [cursor.cursorId] });
  }
  console.log("worked on", _id);
}

// #region read
const cursor = packages
  .find({ _id: { $gt: "b", $lt: "bb" } }, { batchSize: 3 })
  .sort({ _id: 1 });

try {
  for await (const { _id } of cursor) await workForTenMinutes(_id);
} catch (error) {
  if (!(error instanceof MongoServerError)) throw error;
  console.log(`error ${error.code}: ${error.codeName}`);
}
// #endregion
