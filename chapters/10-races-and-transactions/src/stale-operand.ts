/**
 * @title `total += await …` adds to an old total
 * @python total += await … loses updates in the same way
 * @twin await-first.ts
 * @wrong
 *
 * JavaScript reads the left side first, then waits, then adds. Two of these at
 * once both read the total while it is 0, and the last one to write wins.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region total
let total = 0;

async function add(_id: string) {
  total += await packages.countDocuments({ _id });
}

await Promise.all(["mongodb", "vitest"].map(add));
console.log(`total: ${total}`);
// #endregion
