/**
 * @title One failure under p-map: nothing new begins, nothing is stopped
 * @python Semaphore and gather, when one of them raises
 * @twin p-limit-fails.ts
 * @latency 50
 *
 * p-map takes the list, the function and the limit together, so that it can
 * do what Promise.all cannot: after the first failure it begins no more. What
 * is in flight goes on unheard, as with Promise.all.
 */
import { MongoClient } from "mongodb";
import pMap from "p-map";

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
  await pMap(numbers, query, { concurrency: 2 });
} catch (error) {
  console.log(`caught: ${(error as Error).message}`);
}
// #endregion

const begunAtCatch = begun;
for (const _ of numbers) await packages.findOne(); // time for all the rest
console.log(`begun after the catch: ${begun - begunAtCatch}`);
console.log(`begun in all: ${begun} of ${numbers.length}`);
