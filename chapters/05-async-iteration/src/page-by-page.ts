/**
 * @title Ask for one page at a time: no cursor stays open
 * @python find({"_id": {"$gt": last}}).limit(3), in a loop
 * @twin cursor-not-found.ts
 * @latency 10
 *
 * Each page is a query of its own, which begins after the last document of the
 * page before. It ends with its reply, so the work may take as long as it
 * likes. Notice that there is no getMore.
 */
import { MongoClient } from "mongodb";

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
let after = "b";
for (;;) {
  const page = await packages
    .find({ _id: { $gt: after, $lt: "bb" } })
    .sort({ _id: 1 })
    .limit(3)
    .toArray();
  for (const { _id } of page) await workForTenMinutes(_id);

  const last = page.at(-1);
  if (!last) break;
  after = last._id;
}
// #endregion
