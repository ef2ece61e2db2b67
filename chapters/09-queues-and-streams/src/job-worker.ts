/**
 * @title A worker whose jobs get done, whatever happens to it
 * @python a worker with a lease on each job, and a signal handler
 * @twin job-lost.ts
 *
 * A job is taken for ten seconds. A worker that dies loses it to somebody else
 * after that, a job that fails is open again at once, and after three failures
 * it is set aside. On SIGINT the worker finishes its job and takes no other.
 */
import { MongoClient } from "mongodb";

type Job = { _id: number; state: string; until: Date; attempts: number };
await using client = new MongoClient(process.env.MONGODB_URI!);
const jobs = client.db().collection<Job>("jobs");
const until = new Date(0); // free, or its last worker has died
await jobs.insertMany([
  { _id: 1, state: "open", until, attempts: 0 },
  { _id: 2, state: "open", until, attempts: 0 },
  { _id: 3, state: "open", until, attempts: 0 },
]);

async function run(_id: number) {
  if (_id === 2) throw new Error("no such address");
  if (_id === 3) process.emit("SIGINT"); // as Ctrl-C would, in the middle
}

// #region worker
let isStopping = false;
process.once("SIGINT", () => (isStopping = true));

while (!isStopping) {
  const job = await jobs.findOneAndUpdate(
    { state: "open", until: { $lt: new Date() } },
    { $set: { until: new Date(Date.now() + 10_000) }, $inc: { attempts: 1 } },
    { sort: { attempts: 1, _id: 1 }, returnDocument: "after" },
  );
  if (!job) break; // a server would wait here, and ask again
  const { _id, attempts } = job;
  try {
    await run(_id);
    await jobs.updateOne({ _id, attempts }, { $set: { state: "done" } });
    console.log(`job ${_id}: done`);
  } catch (error) {
    const state = attempts < 3 ? "open" : "failed";
    await jobs.updateOne({ _id, attempts }, { $set: { state, until } });
    console.log(`job ${_id}: ${(error as Error).message}, ${state}`);
  }
}
// #endregion
console.log("left:", await jobs.countDocuments({ state: "open" }));
