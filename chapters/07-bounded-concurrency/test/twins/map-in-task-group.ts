// p-map-fails.ts with a signal for the queries, aborted at the first failure: their sockets are closed.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection("packages");
const controller = new AbortController();

async function query(number: number) {
  const stage = number === 2 ? "$mach" : "$match";
  const pipeline = [{ [stage]: { license: "MIT" } }, { $count: "packages" }];
  try {
    if (number === 1) await packages.findOne({}, { signal: controller.signal });
    await packages.aggregate(pipeline, { signal: controller.signal }).toArray();
  } catch (error) {
    controller.abort(error);
  }
}

await Promise.all([1, 2].map(query));
for (let i = 0; i < 10; i++) await packages.findOne();
