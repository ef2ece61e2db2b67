/**
 * @title Await the first, then all that need it
 * @python await, then gather
 * @twin three-in-a-row.ts
 * @output vitest needs {1..99} packages
 * @output {1..9999} packages have its license
 * @same-output both ask the same three queries; the picture shows when
 *
 * Two queries need the answer of a first one, but not each other's. So the
 * first is awaited alone, and the other two together: two round trips instead
 * of three. Notice where the picture forks.
 */
import { MongoClient } from "mongodb";

type Package = {
  _id: string;
  license: string;
  dependencies: { name: string }[];
};
await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<Package>("packages");

// #region fork
const vitest = await packages.findOne({ _id: "vitest" });
const names = vitest?.dependencies.map(({ name }) => name) ?? [];

const [needed, alike] = await Promise.all([
  packages.find({ _id: { $in: names } }).toArray(),
  packages.countDocuments({ license: vitest?.license }),
]);
console.log(`vitest needs ${needed.length} packages`);
console.log(`${alike} packages have its license`);
// #endregion
