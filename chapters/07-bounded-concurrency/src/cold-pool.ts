/**
 * @title Ten queries at once through a pool that is still empty
 * @python AsyncMongoClient, first requests after a start
 * @twin prewarmed.ts
 * @wrong
 * @latency 50
 * @handshakeLatency
 * @pool default
 *
 * A connection must be opened before it can carry a query, and that takes
 * round trips of its own. The driver opens two at a time (maxConnecting), so a
 * burst right after the start waits for connections. Notice the late bars.
 */
import { MongoClient } from "mongodb";

const queries = 10;

// #region connect
await using client = new MongoClient(process.env.MONGODB_URI!, {
  maxConnecting: 2, // the default
});
let ready = 0;
client.on("connectionReady", () => ready++);
await client.connect();
// #endregion

const packages = client.db().collection("packages");
console.log(`connections before the burst: ${ready}`);
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: queries }, () => packages.findOne({ license: "MIT" })),
);

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${queries} queries in ${elapsedMs} ms`);
console.log(`more connections opened meanwhile: ${ready > 1}`);
