/**
 * @title Wrong: after a restart, watch from now on
 * @python collection.watch() at every start
 * @twin resume-by-token.ts
 * @wrong
 *
 * The driver resumes as long as the process lives. A deployment ends it. The
 * new process opens a new stream, which begins now: what was written while
 * nobody was watching is lost without an error.
 */
import { MongoClient, type ChangeStream } from "mongodb";

type Release = { _id: number };
await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = client.db().collection<Release>("releases");

// #region restart
async function handleUntil(last: number, changes: ChangeStream<Release>) {
  for await (const change of changes) {
    if (change.operationType !== "insert") continue;
    console.log("release", change.documentKey._id);
    if (change.documentKey._id === last) return; // closes the stream
  }
}

const changes = releases.watch<Release>();
await changes.tryNext(); // opens the stream
await releases.insertOne({ _id: 1 });
await handleUntil(1, changes);

await releases.insertMany([{ _id: 2 }, { _id: 3 }]); // nobody is watching

const again = releases.watch<Release>();
await again.tryNext(); // opens the stream
await releases.insertOne({ _id: 4 });
await handleUntil(4, again);
// #endregion
