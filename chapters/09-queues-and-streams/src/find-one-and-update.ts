/**
 * @title Find the job and take it, in one command
 * @python find_one_and_update
 * @twin job-queue-race.ts
 *
 * findOneAndUpdate looks for an open job and marks it in one step, and nothing
 * can come in between. The second worker finds the next job. No job is taken
 * twice, whichever worker is first.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const jobs = client.db().collection<{ _id: number; state: string }>("jobs");
await jobs.insertMany([1, 2].map((_id) => ({ _id, state: "open" })));

// #region take
async function takeJob() {
  const job = await jobs.findOneAndUpdate(
    { state: "open" },
    { $set: { state: "taken" } },
    { sort: { _id: 1 } },
  );
  return job ? `job ${job._id}` : "nothing to do";
}
// #endregion

const taken = await Promise.all([takeJob(), takeJob()]);
console.log(taken.toSorted().join(", "));
