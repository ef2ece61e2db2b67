/**
 * @title One failure under p-limit: the queue goes on
 * @python Semaphore and gather, when one of them raises
 * @twin p-map-fails.ts
 * @wrong
 *
 * p-limit sees one task at a time, and Promise.all only sees promises. Nobody
 * tells the queue that one job has failed, so every waiting job still gets its
 * turn. Notice the jobs that begin after "caught".
 */
import { MongoClient } from "mongodb";
import pLimit from "p-limit";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region map
// Two queries each; the second job has a misspelled stage and fails at once.
async function runJob(job: number) {
  console.log("begin job", job);
  const stage = job === 2 ? "$mach" : "$match";
  for (let i = 0; i < 2; i++) {
    await packages.aggregate([{ [stage]: { _id: "bson" } }]).toArray();
  }
}

const limit = pLimit(2);
const jobs = [1, 2, 3, 4, 5, 6].map((job) => limit(() => runJob(job)));
try {
  await Promise.all(jobs);
} catch (error) {
  console.log("caught:", (error as Error).message);
}

await Promise.allSettled(jobs); // only to watch it go on
// #endregion
