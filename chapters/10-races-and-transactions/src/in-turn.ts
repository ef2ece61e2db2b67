/**
 * @title Inside a transaction, one after the other
 * @python await each operation of a session
 * @twin parallel-in-transaction.ts
 *
 * The operations of one session take turns. To write several documents in one
 * round trip, use insertMany or bulkWrite: one command, one session.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const orders = client.db().collection<{ _id: number }>("orders");
await client.db().createCollection("orders");

// #region both
const session = client.startSession();
session.startTransaction();
await orders.insertOne({ _id: 1 }, { session });
await orders.insertMany([{ _id: 2 }, { _id: 3 }], { session });
await session.commitTransaction();
await session.endSession();
console.log(`orders: ${await orders.countDocuments()}`);
// #endregion
