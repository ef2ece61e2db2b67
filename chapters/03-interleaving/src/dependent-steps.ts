/**
 * @title A chain of awaits cannot be shortened
 * @python await, then await with its result
 * @latency 50
 *
 * The second query asks for what the first one found, so it cannot be sent
 * before. Two round trips are the least, and no Promise.all changes that.
 * Notice that the second wait begins where the first one ends.
 */
import { MongoClient } from "mongodb";

type Package = { _id: string; dependencies: { name: string }[] };

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<Package>("packages");

const startedAt = performance.now();

// #region chain
const mongodb = await packages.findOne({ _id: "mongodb" });
const names = mongodb?.dependencies.map(({ name }) => name) ?? [];
const needed = await packages.find({ _id: { $in: names } }).toArray();
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`mongodb needs ${needed.map(({ _id }) => _id).join(", ")}`);
console.log(`2 round trips in ${elapsedMs} ms`);
