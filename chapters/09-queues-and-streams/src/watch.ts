/**
 * @title A change stream, open before the first change
 * @python async with await collection.watch() as changes
 * @twin watch-too-late.ts
 *
 * The first tryNext() opens the stream, and its reply says that the server is
 * watching. What is written from then on is seen, once, in order. Notice the
 * long getMore: it waits on the server until there is something to tell.
 */
import { MongoClient } from "mongodb";

type Release = { _id: string };
await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = client.db().collection<Release>("releases");

// #region watch
await using changes = releases.watch<Release>();
await changes.tryNext(); // opens the stream

for (const _id of ["mongodb 7.9.0", "mongodb 7.9.1", "mongodb 7.9.2"]) {
  await releases.insertOne({ _id });
  const change = await changes.next();
  if (change.operationType === "insert") {
    console.log("seen:", change.documentKey._id);
  }
}
// #endregion
