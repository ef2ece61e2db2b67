/**
 * @title Slow: a new client for every request
 * @same-picture the same commands; the claims show when they are sent
 * @python AsyncMongoClient(...) inside a request handler
 * @twin one-client.ts
 * @wrong
 * @handshakeLatency
 * @same-output both give the same answers; the picture shows when
 *
 * A MongoClient is not a connection but a pool with a monitor. Each of these
 * opens at least two connections, says hello on both, asks one question, and
 * throws it all away. Notice how little of each request is the query.
 */
import { MongoClient } from "mongodb";

// #region handle
async function handleRequest(_id: string) {
  await using client = new MongoClient(process.env.MONGODB_URI!);
  const packages = client.db().collection<{ _id: string }>("packages");
  return await packages.findOne({ _id });
}

for (const name of ["bson", "mingo", "mongodb", "tsx", "vitest"]) {
  const found = await handleRequest(name);
  console.log("answered:", found?._id);
}
// #endregion
