/**
 * @title A semaphore: three at a time, in ten lines
 * @python asyncio.Semaphore
 * @twin unlimited.ts
 * @latency 200
 *
 * A limit is a counter and a queue. A task that finds no free slot waits for a
 * promise, and a task that ends resolves it. p-limit works like this inside.
 * Notice that a fourth query begins exactly where one ends.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
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
      // The place goes to the next in line, or is free.
      const next = waiting.shift();
      if (next) next();
      else places++;
    }
  };
}
// #endregion

function readPage(page: number) {
  return packages.find({}, { skip: page * 10, limit: 10 }).toArray();
}

// #region all
const pages = Array.from({ length: 12 }, (_, page) => page);
const limit = createLimit(3);
const read = await Promise.all(
  pages.map((page) => limit(() => readPage(page))),
);
console.log(`${read.length} pages, ${read.flat().length} packages`);
// #endregion
