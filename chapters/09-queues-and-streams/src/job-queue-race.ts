/**
 * @title Wrong: find a job, then mark it as taken
 * @python find_one, then update_one
 * @twin find-one-and-update.ts
 * @wrong
 *
 * Two workers look for the oldest open job. Both find the same one before
 * either has marked it, and both do it. Each command is atomic; the two
 * together are not.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const jobs = client.db().collection<{ _id: number; state: string }>("jobs");
await jobs.insertMany([1, 2].map((_id) => ({ _id, state: "open" })));

// #region take
async function takeJob() {
  const job = await jobs.findOne({ state: "open" }, { sort: { _id: 1 } });
  if (!job) return "nothing to do";
  await jobs.updateOne({ _id: job._id }, { $set: { state: "taken" } });
  return `job ${job._id}`;
}
// #endregion

const taken = await Promise.all([takeJob(), takeJob()]);
console.log(taken.toSorted().join(", "));
