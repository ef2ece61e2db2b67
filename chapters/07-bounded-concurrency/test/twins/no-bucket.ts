// rate-limit.ts without the bucket: what is asked together begins together.
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection("packages");
const ask = () => packages.findOne({ license: "MIT" });

await Promise.all([ask(), ask(), ask(), ask(), ask()]);
await sleep(300);
await Promise.all([ask(), ask(), ask()]);
