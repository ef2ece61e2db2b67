/**
 * @title waitQueueTimeoutMS: do not wait forever for a connection
 * @python waitQueueTimeoutMS of AsyncMongoClient
 * @twin pool-waves.ts
 * @latency 200
 * @output {1..3} × found
 * @output {7..9} × MongoWaitQueueTimeoutError
 *
 * A pool of one, and ten queries at once. By default the tenth would wait for
 * the nine before it, however long that takes. waitQueueTimeoutMS limits the
 * wait: a query that gets no connection in time fails without being sent.
 */
import { MongoClient } from "mongodb";

// #region client
await using client = new MongoClient(process.env.MONGODB_URI!, {
  maxPoolSize: 1,
  waitQueueTimeoutMS: 500,
});
const packages = client.db().collection("packages");

const outcomes = await Promise.allSettled(
  Array.from({ length: 10 }, () => packages.findOne({ license: "MIT" })),
);
// #endregion

const failed = outcomes.filter((each) => each.status === "rejected");
console.log(`${outcomes.length - failed.length} × found`);
console.log(`${failed.length} × ${failed[0]?.reason.name}`);
