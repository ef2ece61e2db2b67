/**
 * @title Wrong: store an order as it came
 * @python json.loads without a model
 * @twin first-schema.ts
 * @wrong
 * @latency 100
 *
 * JSON from a form has numbers as strings, and no dates at all. MongoDB stores
 * what it gets. Later somebody looks for order 123, and there is only "123".
 * Nothing has failed, and nothing is found.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const orders = client.db().collection("orders");

// #region as-it-came
type Order = { item: number; created: Date; pages: number[]; price: number };
const text = `{ "item": "123", "created": "2025-11-24 12:22",
  "pages": [1, 2, "3"], "price": 17.22 }`;

await orders.insertOne(JSON.parse(text) as Order);
console.log("orders of item 123:", await orders.countDocuments({ item: 123 }));
// #endregion
