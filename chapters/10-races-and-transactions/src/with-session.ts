/**
 * @title Every operation of a transaction names its session
 * @python session=session on each call
 * @twin forgotten-session.ts
 *
 * Both inserts belong to the transaction, so the abort takes both back.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const orders = client.db().collection<{ _id: string }>("orders");

await client.db().createCollection("orders");

// #region abort
const session = client.startSession();
session.startTransaction();
await orders.insertOne({ _id: "first" }, { session });
await orders.insertOne({ _id: "second" }, { session });
await session.abortTransaction();
await session.endSession();

const left = await orders.find().toArray();
console.log(`left after the abort: ${left.map(({ _id }) => _id).join()}`);
// #endregion
