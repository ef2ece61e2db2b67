/**
 * @title A session reads its own writes
 * @python client.start_session(causal_consistency=True), the default
 * @twin stale-read.ts
 * @same-output one server is never behind itself; look at what is sent
 * @same-picture the same two commands; one of them carries a time
 *
 * The session remembers the time of its write, and its next read carries that
 * time as `afterClusterTime`. A secondary that is not there yet waits until it
 * is. All of it is one option on each call.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const readPreference = "secondaryPreferred";
const orders = client.db().collection("orders", { readPreference });

// #region read
await using session = client.startSession({ causalConsistency: true });
await orders.insertOne({ item: "book" }, { session });
const found = await orders.findOne({ item: "book" }, { session });
console.log("found:", found?.item);
// #endregion
