/**
 * @title Slow: await three queries where two could share a wait
 * @python await, await, await
 * @twin fork-after-first.ts
 * @wrong
 * @output vitest needs {1..99} packages
 * @output {1..9999} packages have its license
 *
 * The third query needs the answer of the first one, but not of the second.
 * Here it waits for both. Notice the third step of the staircase, which is not
 * needed.
 */
import { MongoClient } from "mongodb";

type Package = {
  _id: string;
  license: string;
  dependencies: { name: string }[];
};
await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<Package>("packages");

// #region row
const vitest = await packages.findOne({ _id: "vitest" });
const names = vitest?.dependencies.map(({ name }) => name) ?? [];

const needed = await packages.find({ _id: { $in: names } }).toArray();
const alike = await packages.countDocuments({ license: vitest?.license });

console.log(`vitest needs ${needed.length} packages`);
console.log(`${alike} packages have its license`);
// #endregion
