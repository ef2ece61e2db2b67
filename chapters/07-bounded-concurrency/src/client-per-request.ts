/**
 * @title A new client for every request
 * @python AsyncMongoClient(...) inside a request handler
 * @twin one-client.ts
 * @wrong
 * @latency 50
 * @handshakeLatency
 *
 * A MongoClient is not a connection but a pool with a monitor: each opens at
 * least two, says hello, asks once, and throws it all away. Notice how little
 * of each request is the query.
 */
import { MongoClient } from "mongodb";

let connections = 0;

// #region handle
async function handleRequest(_id: string) {
  await using client = new MongoClient(process.env.MONGODB_URI!);
  client.on("connectionCreated", () => connections++);
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
