/**
 * @title Ten queries at once through a pool that has been filled
 * @python minPoolSize of AsyncMongoClient
 * @twin cold-pool.ts
 * @latency 50
 * @handshakeLatency
 * @pool default
 *
 * With minPoolSize the driver opens connections before anybody asks. It does
 * so in the background: connect() does not wait for them, so this program does.
 * A server would do so before it takes its first request.
 */
import { once } from "node:events";
import { MongoClient } from "mongodb";

const queries = 10;

// #region connect
await using client = new MongoClient(process.env.MONGODB_URI!, {
  maxConnecting: 2, // the default
  minPoolSize: queries,
});
let ready = 0;
client.on("connectionReady", () => ready++);
await client.connect();
while (ready < queries) await once(client, "connectionReady");
// #endregion

const packages = client.db().collection("packages");
console.log(`connections before the burst: ${ready}`);
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: queries }, () => packages.findOne({ license: "MIT" })),
);

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${queries} queries in ${elapsedMs} ms`);
console.log(`more connections opened meanwhile: ${ready > queries}`);
