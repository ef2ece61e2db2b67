/**
 * @title Await the one, then all that need it
 * @python await, then gather
 * @twin three-in-a-row.ts
 * @latency 50
 * @output vitest needs {1..99} packages
 * @output {1..9999} packages have its license
 *
 * Two queries need the answer of a first one, but not each other's. So the
 * first is awaited alone and the two together: two round trips instead of
 * three. Notice where the line forks.
 */
import { MongoClient } from "mongodb";

type Package = {
  _id: string;
  license: string;
  dependencies: { name: string }[];
};

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<Package>("packages");

const startedAt = performance.now();

// #region fork
const vitest = await packages.findOne({ _id: "vitest" });
const names = vitest?.dependencies.map(({ name }) => name) ?? [];
const [needed, alike] = await Promise.all([
  packages.find({ _id: { $in: names } }).toArray(),
  packages.find({ license: vitest?.license }).toArray(),
]);
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`vitest needs ${needed.length} packages`);
console.log(`${alike.length} packages have its license`);
console.log(`3 queries in ${elapsedMs} ms`);
