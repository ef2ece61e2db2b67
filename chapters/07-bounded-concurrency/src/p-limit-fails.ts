/**
 * @title One failure under p-limit: the queue goes on
 * @python Semaphore and gather, when one of them raises
 * @twin p-map-fails.ts
 * @wrong
 * @latency 50
 *
 * p-limit knows one task at a time, and Promise.all only the promises: nobody
 * tells the queue that the whole has failed. Every task that waits still gets
 * its turn, for a result that nobody will look at.
 */
import { MongoClient } from "mongodb";
import pLimit from "p-limit";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection("packages");

let begun = 0;

// The second of them has a misspelt stage; all others are fine.
async function query(number: number) {
  begun++;
  const stage = number === 2 ? "$mach" : "$match";
  const pipeline = [{ [stage]: { license: "MIT" } }, { $count: "packages" }];
  return packages.aggregate(pipeline).toArray();
}

const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

// #region map
try {
  const limit = pLimit(2);
  await Promise.all(numbers.map((number) => limit(() => query(number))));
} catch (error) {
  console.log(`caught: ${(error as Error).message}`);
}
// #endregion

const begunAtCatch = begun;
for (const _ of numbers) await packages.findOne(); // time for all the rest
console.log(`begun after the catch: ${begun - begunAtCatch}`);
console.log(`begun in all: ${begun} of ${numbers.length}`);
