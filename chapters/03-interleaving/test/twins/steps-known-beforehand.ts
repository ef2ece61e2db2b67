/**
 * @title Two steps that do not depend on each other
 *
 * As dependent-steps.ts for somebody who knows the first answer beforehand.
 */
import { MongoClient } from "mongodb";

type Package = { _id: string; dependencies: { name: string }[] };

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<Package>("packages");

const names = ["@mongodb-js/saslprep", "bson", "mongodb-connection-string-url"];
const [, needed] = await Promise.all([
  packages.findOne({ _id: "mongodb" }),
  packages.find({ _id: { $in: names } }).toArray(),
]);
for (const { _id } of needed) console.log("mongodb needs", _id);
