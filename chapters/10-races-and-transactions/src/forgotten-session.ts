/**
 * @title One operation without { session }, and it survives the abort
 * @python a forgotten session=session
 * @twin with-session.ts
 * @wrong
 *
 * A transaction holds what is sent with its session, and nothing else. The
 * second insert here has no session: it takes effect at once, for everybody to
 * see, and the abort does not take it back. No error tells you.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const orders = client.db().collection<{ _id: string }>("orders");

await client.db().createCollection("orders");

// #region abort
const session = client.startSession();
session.startTransaction();
await orders.insertOne({ _id: "first" }, { session });
await orders.insertOne({ _id: "second" }); // the session is forgotten
await session.abortTransaction();
await session.endSession();

const left = await orders.find().toArray();
console.log(`left after the abort: ${left.map(({ _id }) => _id).join()}`);
// #endregion
