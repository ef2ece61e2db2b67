/**
 * @title Slow: ten queries at once through an empty pool
 * @python AsyncMongoClient, first requests after a start
 * @twin prewarmed.ts
 * @wrong
 * @handshakeLatency
 * @pool default
 * @same-output both find the same ten; the picture shows when
 *
 * A connection must be opened before it can carry a query, and that takes
 * round trips of its own. The driver opens two at a time (maxConnecting), so a
 * burst right after the start waits for connections. Notice the late bars.
 */
import { MongoClient } from "mongodb";

// #region connect
await using client = new MongoClient(process.env.MONGODB_URI!, {
  maxConnecting: 2, // the default
});
await client.connect(); // finds the server, but does not fill the pool
// #endregion

const packages = client.db().collection<{ _id: string }>("packages");
const list = "asn1 async b4a bson mingo mongodb tsx turbo typescript vitest";
const asked = list.split(" ").map((_id) => packages.findOne({ _id }));
const found = await Promise.all(asked);
console.log(`${found.length} packages found`);
