/**
 * @title Unlimited: everything at once, however much it is
 * @python asyncio.gather over a long list
 * @twin semaphore.ts
 * @wrong
 * @same-output both read the same pages; the picture shows when
 *
 * Promise.all limits nothing: all twenty queries have begun before it sees the
 * first promise. Twenty are fine. Twenty thousand are a load on the server, on
 * the driver's queue and on your memory that nobody decided on.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

function readPage(page: number) {
  return packages.find({}, { skip: page * 10, limit: 10 }).toArray();
}

// #region all
const pages = Array.from({ length: 20 }, (_, page) => page);
const read = await Promise.all(pages.map((page) => readPage(page)));
console.log(`${read.length} pages, ${read.flat().length} packages`);
// #endregion
