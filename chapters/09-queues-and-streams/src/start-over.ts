/**
 * @title A token that is too old: read everything once, then go on
 * @python except OperationFailure with code 286
 * @twin dead-token.ts
 *
 * Code 286 means that the changes in between are gone. So open a new stream
 * first, read the whole collection, and go on from there. A change that comes
 * while you read is then seen twice at worst, and never missed.
 */
import { MongoClient, type MongoServerError } from "mongodb";

type Release = { _id: string };
await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = client.db().collection<Release>("releases");
await releases.insertMany([{ _id: "bson 7.0.0" }, { _id: "bson 7.1.0" }]);

// What it stored in 2022.
const resumeAfter = { _data: "82635019A0000000012B0229296E04" };

// #region start-over
async function openStream(options = {}) {
  const changes = releases.watch<Release>([], options);
  await changes.tryNext(); // opens the stream
  return changes;
}

async function startOver(error: unknown) {
  if ((error as MongoServerError).code !== 286) throw error;
  console.log((error as Error).message);
  const changes = await openStream(); // first, so that nothing is missed
  console.log("read again:", await releases.find().toArray());
  return changes;
}

await using changes = await openStream({ resumeAfter }).catch(startOver);
await releases.insertOne({ _id: "bson 7.2.0" });
console.log("then:", (await changes.next()).operationType);
// #endregion
