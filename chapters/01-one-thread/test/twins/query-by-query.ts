/**
 * @title Ten queries, each after the reply to the one before it
 * @twin no-new-threads.ts
 * @wrong
 * @latency 200
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection("packages");

console.log("before: 1 thread");
for (let skip = 0; skip < 10; skip++) await packages.findOne({}, { skip });
