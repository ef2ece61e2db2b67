/**
 * @title Unlimited: everything at once, however much it is
 * @python asyncio.gather over a long list
 * @twin semaphore.ts
 * @wrong
 * @same-output both read the same pages; the picture shows when
 * @latency 200
 *
 * Promise.all limits nothing: all twelve queries have begun before it sees the
 * first promise. Twelve are fine. Twelve thousand are a load on the server, on
 * the driver's queue and on your memory that nobody decided on.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region all
function readPage(page: number) {
  return packages.find({}, { skip: page * 10, limit: 10 }).toArray();
}

const pages = Array.from({ length: 12 }, (_, page) => page);
const read = await Promise.all(pages.map((page) => readPage(page)));
console.log(`${read.length} pages, ${read.flat().length} packages`);
// #endregion
