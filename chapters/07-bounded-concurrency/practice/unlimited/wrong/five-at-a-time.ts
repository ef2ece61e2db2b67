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
const limit = createLimit(5);
const read = await Promise.all(pages.map((page) => limit(() => readPage(page))));
console.log(`${read.length} pages, ${read.flat().length} packages`);
// #endregion
