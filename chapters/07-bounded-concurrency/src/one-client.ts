/**
 * @title One client for the life of the process
 * @python one AsyncMongoClient, made at start-up
 * @twin client-per-request.ts
 * @handshakeLatency
 *
 * The client is made once, and all requests share it. Its pool keeps
 * connections open, so after the first request each one costs one round trip.
 * Notice that the bars follow each other without a gap.
 */
import { MongoClient } from "mongodb";

// #region handle
await using client = new MongoClient(process.env.MONGODB_URI!);

async function handleRequest(_id: string) {
  const packages = client.db().collection<{ _id: string }>("packages");
  return await packages.findOne({ _id });
}

for (const name of ["bson", "mingo", "mongodb", "tsx", "vitest"]) {
  const found = await handleRequest(name);
  console.log("answered:", found?._id);
}
// #endregion
