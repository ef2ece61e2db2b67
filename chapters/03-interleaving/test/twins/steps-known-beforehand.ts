/**
 * @title Two steps that do not depend on each other
 * @latency 50
 *
 * As dependent-steps.ts for somebody who knows the first answer beforehand.
 */
import { MongoClient } from "mongodb";

type Package = { _id: string; dependencies: { name: string }[] };

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<Package>("packages");

const startedAt = performance.now();

// #region chain
const names = ["@mongodb-js/saslprep", "bson", "mongodb-connection-string-url"];
const [, needed] = await Promise.all([
  packages.findOne({ _id: "mongodb" }),
  packages.find({ _id: { $in: names } }).toArray(),
]);
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`mongodb needs ${needed.map(({ _id }) => _id).join(", ")}`);
console.log(`2 round trips in ${elapsedMs} ms`);
