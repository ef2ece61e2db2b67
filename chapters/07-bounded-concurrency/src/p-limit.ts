/**
 * @title Three at a time, with p-limit
 * @python asyncio.Semaphore
 * @twin unlimited.ts
 * @latency 50
 *
 * What semaphore.ts builds by hand, from npm. It adds what a long-lived limit
 * needs: activeCount and pendingCount to look at, clearQueue to give up what
 * has not begun. One limit may be shared by all callers of a service.
 */
import { MongoClient } from "mongodb";
import pLimit from "p-limit";

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
const limit = pLimit(3);
const counts = await Promise.all(
  asked.map((license) => limit(() => countByLicense(license))),
);
// #endregion

console.log(`${counts.length} counts`);
console.log(`at most ${mostInFlight} in flight`);
