// prewarmed.ts with a pool that is filled, but too small for the burst.
import { once } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, { minPoolSize: 2, maxPoolSize: 2 });
let ready = 0;
client.on("connectionReady", () => ready++);
await client.connect();
while (ready < 2) await once(client, "connectionReady");

const packages = client.db().collection("packages");
await Promise.all(Array.from({ length: 10 }, () => packages.findOne({ license: "MIT" })));
