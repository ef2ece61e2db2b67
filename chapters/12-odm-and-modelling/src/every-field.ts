/**
 * @title Slow: ask for whole documents to show one field
 * @python Release.find() without project()
 * @twin projection.ts
 * @wrong
 * @latency 100
 *
 * The page shows fifty names. The query also fetches descriptions, keywords and
 * dependencies, and the program throws them away. Both programs print the same;
 * the record has the size of each reply.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

// #region every-field
const modules = packages.find({ type: "module" }).limit(50);
const names = [];
for await (const { _id } of modules) names.push(_id);
console.log(names.length, "names");
// #endregion
