/**
 * @title A hundred queries, and a file that says that one of their orders is over
 */
import { appendFileSync } from "node:fs";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const names = client.db().collection("names");

await Promise.all(Array.from({ length: 6 }, () => names.countDocuments()));
console.log("counted");
appendFileSync(process.env.MARK!, "x");
