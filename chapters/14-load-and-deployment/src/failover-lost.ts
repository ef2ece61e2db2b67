/**
 * @title Wrong: retryWrites=false, and a new primary costs you orders
 * @python retryWrites=False
 * @twin failover.ts
 * @wrong
 * @members 3
 * @latency 200
 *
 * The setting is in many old connection strings. Without it the driver hands on
 * what the old primary said. Nothing is broken, and there is a new primary a
 * moment later. But these orders are lost, unless you write them once more.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;

// #region failover-lost
await using client = new MongoClient(uri, { retryWrites: false });
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
console.log("stored:", await orders.countDocuments()); // 1
