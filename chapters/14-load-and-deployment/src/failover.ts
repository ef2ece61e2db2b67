/**
 * @title A new primary in the middle of writes: the driver sends each once more
 * @python retryWrites=True, PyMongo's default
 * @twin failover-lost.ts
 * @members 3
 * @latency 200
 *
 * An operator makes the primary step down while three orders are on their way
 * to it. The old primary refuses them. The driver waits until it knows of a new
 * primary, and sends each order once more. In the picture, `@2` is the second
 * member of the replica set.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;

// #region failover
await using client = new MongoClient(uri); // retryWrites is the default
const orders = client.db().collection("orders");
await orders.insertOne({ item: "bread" });

const stepDown = client.db("admin").command({ replSetStepDown: 60 });
const writes = ["tea", "rice", "salt"].map((item) =>
  orders.insertOne({ item }),
);
const results = await Promise.allSettled(writes);
for (const { status } of results) console.log(status);
// #endregion

await stepDown;
console.log("stored:", await orders.countDocuments()); // 4
