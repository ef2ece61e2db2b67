/**
 * @title Promise.all inside a transaction
 * @python asyncio.gather with one session
 * @twin in-turn.ts
 * @wrong
 *
 * A session does one thing at a time. Both inserts are sent before the first
 * one is answered, so both say that they start the transaction, and the server
 * refuses one of them. The driver's documentation calls this undefined.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const orders = client.db().collection<{ _id: number }>("orders");
await client.db().createCollection("orders");

// #region both
const session = client.startSession();
session.startTransaction();
const outcomes = await Promise.allSettled([
  orders.insertOne({ _id: 1 }, { session }),
  orders.insertOne({ _id: 2 }, { session }),
]);
for (const outcome of outcomes) {
  if (outcome.status === "rejected") console.log(outcome.reason.message);
}
await session.abortTransaction();
await session.endSession();
// #endregion
