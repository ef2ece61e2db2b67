/**
 * @title Two transactions change one document: one of them starts again
 * @python with_transaction and TransientTransactionError
 * @twin side-effect-twice.ts
 * @output the function was called {calls 2..4} times
 *
 * The second transaction to touch the document gets a WriteConflict at once,
 * labeled TransientTransactionError. `withTransaction` sees the label and runs
 * your function again from its start. So it should only talk to the database.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const counters = client.db().collection<Counter>("counters");
type Counter = { _id: string; value: number };
await counters.insertOne({ _id: "orders", value: 0 });

// #region conflict
let calls = 0;
async function nextNumber() {
  return client.withSession((session) =>
    session.withTransaction(async () => {
      calls++;
      const counter = await counters.findOne({ _id: "orders" }, { session });
      const value = (counter?.value ?? 0) + 1;
      await counters.updateOne(
        { _id: "orders" },
        { $set: { value } },
        { session },
      );
      return value;
    }),
  );
}

const numbers = await Promise.all([nextNumber(), nextNumber()]);
console.log(`numbers: ${numbers.toSorted((a, b) => a - b).join()}`);
console.log(`the function was called ${calls} times`);
// #endregion
