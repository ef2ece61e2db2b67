// What has-helpers.ts starts: a worker cannot be TypeScript on Node.js 20.
import { MongoClient } from "mongodb";

const client = new MongoClient(process.env.MONGODB_URI ?? "");
await client.db().collection("packages").distinct("license");
await client.close();
