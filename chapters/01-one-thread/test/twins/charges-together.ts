/**
 * @title Charges that do not wait for each other
 * @twin amdahl.ts
 * @wrong
 * @latency 50
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, { maxConnecting: 5 });
const cards = client.db().collection<{ _id: string; cents: number }>("cards");
const orders = ["coffee", "book", "lamp", "chair", "desk"];

await cards.insertOne({ _id: "ada", cents: 10_000 });
await Promise.all(
  orders.map(() =>
    cards.updateOne({ _id: "ada", cents: { $gte: 1000 } }, { $inc: { cents: -1000 } }),
  ),
);
