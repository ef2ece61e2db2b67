/**
 * @title Wrong: the change stream as a plain aggregation, which the driver does not resume
 * @wrong
 *
 * A cursor of $changeStream is a cursor like others: a broken connection ends it.
 */
import { MongoClient } from "mongodb";

type Change = { operationType: string; documentKey: { _id: number } };
await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = client.db().collection<{ _id: number }>("releases");

await using changes = releases.aggregate<Change>([{ $changeStream: {} }], { maxAwaitTimeMS: 100 });
await changes.tryNext();

for (const _id of [1, 2, 3]) {
  await releases.insertOne({ _id });
  const change = await changes.next();
  if (change?.operationType === "insert") console.log("release", change.documentKey._id);
}
