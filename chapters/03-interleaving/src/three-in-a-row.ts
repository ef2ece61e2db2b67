/**
 * @title Slow: await three queries where two could share a wait
 * @python await, await, await
 * @twin fork-after-first.ts
 * @wrong
 * @latency 50
 * @output vitest needs {1..99} packages
 * @output {1..9999} packages have its license
 *
 * The third query needs the first one's answer, not the second one's. It
 * waits for both. Notice the third step of the staircase: it is not needed.
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

// #region row
const vitest = await packages.findOne({ _id: "vitest" });
const names = vitest?.dependencies.map(({ name }) => name) ?? [];
const needed = await packages.find({ _id: { $in: names } }).toArray();
const alike = await packages.find({ license: vitest?.license }).toArray();
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`vitest needs ${needed.length} packages`);
console.log(`${alike.length} packages have its license`);
console.log(`3 queries in ${elapsedMs} ms`);
