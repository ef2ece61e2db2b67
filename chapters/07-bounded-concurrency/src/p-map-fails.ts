/**
 * @title One failure under p-map: nothing new begins
 * @python Semaphore and gather, when one of them raises
 * @twin p-limit-fails.ts
 *
 * p-map gets the list, the function and the limit together, so it can do what
 * Promise.all cannot: after the first failure it starts nothing new. The job
 * that is running goes on unheard. Notice its second bar, after "caught".
 */
import { MongoClient } from "mongodb";
import pMap from "p-map";

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

try {
  await pMap([1, 2, 3, 4, 5, 6], runJob, { concurrency: 2 });
} catch (error) {
  console.log("caught:", (error as Error).message);
}

for (let i = 0; i < 3; i++) await packages.findOne(); // the program goes on
// #endregion
