/**
 * @title A program that a timer keeps alive
 *
 * It has done its work, and does not end.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.db().collection("packages").findOne({});
setInterval(() => {}, 60_000);
console.log("done");
