// p-map-fails.ts with a signal for the queries, aborted at the first failure: the other job ends, too.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");
const controller = new AbortController();
const { signal } = controller;

async function runJob(job: number) {
  const stage = job === 2 ? "$mach" : "$match";
  try {
    for (let i = 0; i < 2; i++) {
      await packages.aggregate([{ [stage]: { _id: "bson" } }], { signal }).toArray();
    }
  } catch (error) {
    controller.abort(error);
  }
}

await Promise.all([1, 2].map(runJob));
for (let i = 0; i < 3; i++) await packages.findOne();
