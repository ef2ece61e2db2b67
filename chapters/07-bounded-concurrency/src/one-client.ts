/**
 * @title One client for the life of the process
 * @python one AsyncMongoClient, made at start-up
 * @twin client-per-request.ts
 * @latency 50
 * @handshakeLatency
 *
 * The client is made once and shared by all requests. Its pool keeps
 * connections open, so after the first request each costs one round trip.
 */
import { MongoClient } from "mongodb";

let connections = 0;

// #region handle
await using client = new MongoClient(process.env.MONGODB_URI!);
client.on("connectionCreated", () => connections++);

async function handleRequest(_id: string) {
  const packages = client.db().collection<{ _id: string }>("packages");
  return await packages.findOne({ _id });
}
// #endregion

const names = ["mongodb", "bson", "mingo", "tsx", "vitest"];
const startedAt = performance.now();
for (const name of names) await handleRequest(name);

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${names.length} requests in ${elapsedMs} ms`);
console.log(`connections opened for queries: ${connections}`);
