/**
 * @title Await first, then add
 * @python found = await …; total += found
 * @twin stale-operand.ts
 *
 * The value is awaited into a variable of its own. Reading the total, adding
 * and writing it back is then one step that nothing can interrupt.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

// #region total
let total = 0;

async function add(_id: string) {
  const found = await packages.countDocuments({ _id });
  total += found;
}

await Promise.all(["mongodb", "vitest"].map(add));
console.log(`total: ${total}`);
// #endregion
