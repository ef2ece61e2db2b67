/**
 * @title Ten steps in a row take ten round trips
 * @twin amdahl.ts
 * @wrong
 * @latency 50
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const cards = client.db().collection<{ _id: string; cents: number }>("cards");
const receipts = client.db().collection<{ _id: string }>("receipts");
const orders = ["coffee", "book", "lamp", "chair", "desk"];

await cards.insertOne({ _id: "ada", cents: 10_000 });
for (const order of orders) {
  await cards.updateOne({ _id: "ada", cents: { $gte: 1000 } }, { $inc: { cents: -1000 } });
  await receipts.insertOne({ _id: order });
}
