/**
 * @title p-limit: three at a time, from npm
 * @python asyncio.Semaphore
 * @twin unlimited.ts
 * @latency 200
 *
 * What semaphore.ts builds by hand, plus what a long-lived limit needs:
 * activeCount and pendingCount to look at, clearQueue to give up what has not
 * begun. All callers of a service may share one limit.
 */
import { MongoClient } from "mongodb";
import pLimit from "p-limit";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region all
function readPage(page: number) {
  return packages.find({}, { skip: page * 10, limit: 10 }).toArray();
}

const pages = Array.from({ length: 12 }, (_, page) => page);
const limit = pLimit(3);
const read = await Promise.all(
  pages.map((page) => limit(() => readPage(page))),
);
console.log(`${read.length} pages, ${read.flat().length} packages`);
// #endregion
