/**
 * @title Try only the failed update again: the transaction is gone
 * @python except OperationFailure around one operation
 * @twin write-conflict.ts
 * @wrong
 *
 * A WriteConflict ends the whole transaction on the server, not only the
 * operation that met it. Sending that operation once more gets the answer that
 * there is no such transaction. Only all of it, from its start, can run again.
 */
import { MongoClient, MongoServerError } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const counters = client.db().collection<Counter>("counters");
type Counter = { _id: string; value: number };
await counters.insertOne({ _id: "orders", value: 0 });

// #region retry
const order = { _id: "orders" };
const add = { $inc: { value: 1 } };

const [first, second] = [client.startSession(), client.startSession()];
first.startTransaction();
second.startTransaction();
await counters.updateOne(order, add, { session: first });

for (let attempt = 1; attempt <= 2; attempt++) {
  await counters.updateOne(order, add, { session: second }).catch((error) => {
    if (!(error instanceof MongoServerError)) throw error;
    console.log(`attempt ${attempt}: ${error.codeName}`);
  });
  if (attempt === 1) await first.commitTransaction(); // now it is free
}
// #endregion

await Promise.all([first.endSession(), second.endSession()]);
const value = (await counters.findOne(order))?.value;
console.log(`number: ${value}`);
