/**
 * @title As many queries as its argument says, each after the reply to the one before it
 * @twin no-new-threads.ts
 * @wrong
 * @latency 200
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

const queries = Number(process.argv[2]);
for (let skip = 0; skip < queries; skip++) await packages.findOne({}, { skip });
