/** @title Goes on after it has closed its output */
import { MongoClient } from "mongodb";

console.log("the last line");
process.stdout.destroy();
await using client = new MongoClient(process.env.MONGODB_URI!);
await client.db().collection("packages").findOne();
