/**
 * @title Wrong: a job that fails stays taken, and is never done
 * @python a worker without try
 * @twin job-worker.ts
 * @wrong
 * @exits 1
 *
 * The worker marks a job as taken and then does it. The second job throws, the
 * worker ends, and job 2 stays "taken" forever: no other worker asks for it.
 * Job 3 waits until somebody starts a worker again.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const jobs = client.db().collection<{ _id: number; state: string }>("jobs");
await jobs.insertMany([1, 2, 3].map((_id) => ({ _id, state: "open" })));

async function run(_id: number) {
  if (_id === 2) throw new Error("no such address");
}

// #region worker
while (true) {
  const job = await jobs.findOneAndUpdate(
    { state: "open" },
    { $set: { state: "taken" } },
    { sort: { _id: 1 } },
  );
  if (!job) break;
  await run(job._id);
  await jobs.updateOne({ _id: job._id }, { $set: { state: "done" } });
  console.log(`job ${job._id}: done`);
}
// #endregion
