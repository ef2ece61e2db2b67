/**
 * @title A chain of awaits cannot be made shorter
 * @python await, then await with its result
 *
 * The second query asks for what the first one found, so it cannot be sent
 * before the first reply. It takes two round trips, and no Promise.all changes
 * that. Notice that the second wait begins where the first one ends.
 */
import { MongoClient } from "mongodb";

type Package = { _id: string; dependencies: { name: string }[] };

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<Package>("packages");

// #region chain
const mongodb = await packages.findOne({ _id: "mongodb" });
const names = mongodb?.dependencies.map(({ name }) => name) ?? [];

const needed = await packages.find({ _id: { $in: names } }).toArray();
for (const { _id } of needed) console.log("mongodb needs", _id);
// #endregion
