/**
 * @title The connection breaks, and the driver goes on where it was
 * @python the same: PyMongo resumes once
 * @cut getMore 3
 *
 * Each change carries a resume token. When a getMore fails, the driver opens
 * the stream again after the last token that it has seen. Your loop does not
 * notice. Look for the second aggregate: it has the token in its resumeAfter.
 */
import { MongoClient } from "mongodb";

type Release = { _id: number };
await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = client.db().collection<Release>("releases");

// #region resume
await using changes = releases.watch<Release>([], { maxAwaitTimeMS: 100 });
await changes.tryNext(); // opens the stream

for (const _id of [1, 2, 3]) {
  await releases.insertOne({ _id });
  const change = await changes.next();
  if (change.operationType === "insert") {
    console.log("release", change.documentKey._id);
  }
}
// #endregion
