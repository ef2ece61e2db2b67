import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region all
function readPage(page: number) {
  return packages.find({}, { skip: page * 10, limit: 10 }).toArray();
}

const pages = Array.from({ length: 12 }, (_, page) => page);
const read = [];
for (const page of pages) read.push(await readPage(page));
console.log(`${read.length} pages, ${read.flat().length} packages`);
// #endregion
