/**
 * @title updateMany in a transaction: all of it or none, so it can be repeated
 * @python session.with_transaction()
 * @twin update-many.ts
 * @members 3
 * @latency 200
 *
 * The step-down aborts the transaction, and nothing of it is left. So the
 * driver can run the callback again, at the new primary. Nobody gets points
 * twice, and nobody goes without.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const customers = client.db().collection("customers");
await customers.insertMany([{ points: 0 }, { points: 0 }]);

// #region update-many-whole
const stepDown = client.db("admin").command({ replSetStepDown: 60 });
await client.withSession((session) =>
  session.withTransaction(() =>
    customers.updateMany({}, { $inc: { points: 10 } }, { session }),
  ),
);
// #endregion

await stepDown;
console.log("points:", await customers.distinct("points")); // [ 10 ]
