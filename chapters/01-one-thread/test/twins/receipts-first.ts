/**
 * @title A receipt for a charge that was not made yet
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
const sent: Promise<unknown>[] = [];
for (const order of orders) {
  sent.push(receipts.insertOne({ _id: order }));
  await cards.updateOne({ _id: "ada", cents: { $gte: 1000 } }, { $inc: { cents: -1000 } });
}
await Promise.all(sent);
