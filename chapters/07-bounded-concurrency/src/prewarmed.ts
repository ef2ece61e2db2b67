/**
 * @title Ten queries at once through a pool that was filled before
 * @python minPoolSize of AsyncMongoClient
 * @twin cold-pool.ts
 * @handshakeLatency
 * @pool default
 *
 * With minPoolSize the driver opens connections before anybody asks. It does
 * so in the background and connect() does not wait for them, so this program
 * does. A web server would do it before it takes its first request.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

// #region connect
await using client = new MongoClient(process.env.MONGODB_URI!, {
  maxConnecting: 2, // the default
  minPoolSize: 10,
});
const opened = on(client, "connectionReady");
await client.connect();
for (let ready = 0; ready < 10; ready++) await opened.next();
// #endregion

const packages = client.db().collection<{ _id: string }>("packages");
const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const asked = list.split(" ").map((_id) => packages.findOne({ _id }));
const found = await Promise.all(asked);
console.log(`${found.length} packages found`);
