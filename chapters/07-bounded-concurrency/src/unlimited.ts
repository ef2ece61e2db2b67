/**
 * @title Start everything at once, however much it is
 * @python asyncio.gather over a long list
 * @twin semaphore.ts
 * @wrong
 * @latency 50
 *
 * Promise.all starts nothing and limits nothing: the calls in the list have all
 * begun before it sees them. For ten that is fine; for ten thousand it is a
 * load on the server, the pool's queue and your memory that nobody decided on.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection("packages");

let inFlight = 0;
let mostInFlight = 0;

async function countByLicense(license: string) {
  mostInFlight = Math.max(mostInFlight, ++inFlight);
  const count = await packages.countDocuments({ license });
  inFlight--;
  return count;
}

const licenses = ["MIT", "ISC", "Apache-2.0", "BSD-3-Clause", "BSD-2-Clause"];
const asked = [...licenses, ...licenses, ...licenses];

// #region all
const counts = await Promise.all(
  asked.map((license) => countByLicense(license)),
);
// #endregion

console.log(`${counts.length} counts`);
console.log(`at most ${mostInFlight} in flight`);
