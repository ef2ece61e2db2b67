/**
 * @title A first schema: what comes in has the types that you think it has
 * @python first_pydantic.py: class Order(BaseModel)
 * @twin as-it-came.ts
 * @latency 100
 *
 * A zod schema says what an order is, and parse() makes one from what came in.
 * coerce turns strings into numbers and dates. What it cannot turn is refused,
 * with its path. The schema is also the type of an order.
 */
import { MongoClient } from "mongodb";
import { z } from "zod";

await using client = new MongoClient(process.env.MONGODB_URI!);
const orders = client.db().collection("orders");

// #region first-schema
const Order = z.object({
  item: z.coerce.number().int(),
  created: z.coerce.date(),
  pages: z.array(z.coerce.number()).default([]),
  price: z.number().positive(),
});
const text = `{ "item": "123", "created": "2025-11-24 12:22",
  "pages": [1, 2, "3"], "price": 17.22 }`;

await orders.insertOne(Order.parse(JSON.parse(text)));
console.log("orders of item 123:", await orders.countDocuments({ item: 123 }));
// #endregion
