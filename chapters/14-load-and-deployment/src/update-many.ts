/**
 * @title Wrong: updateMany, which no driver sends once more
 * @python update_many()
 * @twin update-many-whole.ts
 * @wrong
 * @members 3
 * @latency 200
 *
 * A driver repeats a write of one document. An updateMany may have reached half
 * of the documents when the primary stepped down. To repeat it would give those
 * their points twice, so the driver leaves that to you, also with retryWrites.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const customers = client.db().collection("customers");
await customers.insertMany([{ points: 0 }, { points: 0 }]);

// #region update-many
const stepDown = client.db("admin").command({ replSetStepDown: 60 });
await customers
  .updateMany({}, { $inc: { points: 10 } })
  .catch((error: Error) => console.log("failed:", error.message));
// #endregion

await stepDown;
console.log("points:", await customers.distinct("points")); // [ 0 ]
