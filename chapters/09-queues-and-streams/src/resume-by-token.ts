/**
 * @title Store the token, and resume after a restart
 * @python watch(resume_after=token)
 * @twin restart-from-now.ts
 *
 * The consumer stores each change's token when it has handled the change. After
 * a restart it begins after that token, and first hears of everything that it
 * missed. Store the token last: then a crash in between repeats a change, and
 * never loses one.
 */
import { MongoClient, type ChangeStream, type ResumeToken } from "mongodb";

type Release = { _id: number };
type Place = { _id: string; token: ResumeToken };
await using client = new MongoClient(process.env.MONGODB_URI!);
const releases = client.db().collection<Release>("releases");
const places = client.db().collection<Place>("places");

// #region restart
async function handleUntil(last: number, changes: ChangeStream<Release>) {
  for await (const change of changes) {
    if (change.operationType !== "insert") continue;
    console.log("release", change.documentKey._id);
    const set = { $set: { token: change._id } };
    await places.updateOne({ _id: "mailer" }, set, { upsert: true });
    if (change.documentKey._id === last) return; // closes the stream
  }
}

const changes = releases.watch<Release>();
await changes.tryNext(); // opens the stream
await releases.insertOne({ _id: 1 });
await handleUntil(1, changes);

await releases.insertMany([{ _id: 2 }, { _id: 3 }]); // nobody is watching

const place = await places.findOne({ _id: "mailer" });
const again = releases.watch<Release>([], { resumeAfter: place?.token });
await releases.insertOne({ _id: 4 });
await handleUntil(4, again);
// #endregion
