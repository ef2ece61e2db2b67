/**
 * @title Wait for a connection, but not for ever
 * @python waitQueueTimeoutMS of AsyncMongoClient
 * @twin pool-waves.ts
 * @latency 200
 * @output {1..3} × found
 * @output {7..9} × MongoWaitQueueTimeoutError
 *
 * A pool of one, and ten queries at once. By default the tenth would wait for
 * the nine before it, however long that takes. waitQueueTimeoutMS bounds the
 * wait for a connection: who got none in time fails, and was never sent.
 */
import { MongoClient } from "mongodb";

// #region client
await using client = new MongoClient(process.env.MONGODB_URI!, {
  maxPoolSize: 1,
  waitQueueTimeoutMS: 500,
});
// #endregion
await client.connect();
const packages = client.db().collection("packages");

// #region ask
const outcomes = await Promise.allSettled(
  Array.from({ length: 10 }, () => packages.findOne({ license: "MIT" })),
);
// #endregion

const count = new Map<string, number>();
for (const outcome of outcomes) {
  const name = outcome.status === "fulfilled" ? "found" : outcome.reason.name;
  count.set(name, (count.get(name) ?? 0) + 1);
}
for (const [name, times] of count) console.log(`${times} × ${name}`);
