/** @title What has-helpers starts */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.db().collection("packages").distinct("license");
