/**
 * @title Three at a time, in ten lines
 * @python asyncio.Semaphore
 * @twin unlimited.ts
 * @latency 50
 *
 * A limit is a counter and a queue: who finds no free place waits for a promise
 * that whoever leaves resolves. This is what is inside p-limit; see
 * p-limit.ts, the same program with the package. Notice that a fourth
 * query begins exactly where one ends.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection("packages");

// #region limit
function createLimit(places: number) {
  const waiting: (() => void)[] = [];
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (places > 0) places--;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next)
        next(); // hands its place on
      else places++;
    }
  };
}
// #endregion

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
const limit = createLimit(3);
const counts = await Promise.all(
  asked.map((license) => limit(() => countByLicense(license))),
);
// #endregion

console.log(`${counts.length} counts`);
console.log(`at most ${mostInFlight} in flight`);
