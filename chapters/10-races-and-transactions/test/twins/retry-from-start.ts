/** The second transaction begins anew for its second attempt. */
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
  if (attempt === 2) continue;
  await first.commitTransaction(); // now it is free
  await second.abortTransaction();
  second.startTransaction();
}
// #endregion

await second.commitTransaction();
await Promise.all([first.endSession(), second.endSession()]);
const value = (await counters.findOne(order))?.value;
console.log(`number: ${value}`);
