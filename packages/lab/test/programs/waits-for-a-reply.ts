/**
 * @title Waits for a reply that does not come
 * @hangs
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.db().collection("packages").findOne();
