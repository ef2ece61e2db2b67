/**
 * @title The serial share is the limit
 * @latency 50
 *
 * Five orders are to be charged, one after the other, since each charge needs
 * to see what the one before it left on the card. The five receipts do not
 * need each other. However many of those are sent at once, the whole never
 * gets shorter than its serial share. This is Amdahl's law.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: 3, // a charge, its receipt, and the receipt before it
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < 3; open++) await opened.next();
const cards = client.db().collection<{ _id: string; cents: number }>("cards");
const receipts = client.db().collection<{ _id: string }>("receipts");
const orders = ["coffee", "book", "lamp", "chair", "desk"];

await cards.insertOne({ _id: "ada", cents: 10_000 });
const startedAt = performance.now();

// #region orders
const sent: Promise<unknown>[] = [];
for (const order of orders) {
  const charge = { $inc: { cents: -1000 } };
  await cards.updateOne({ _id: "ada", cents: { $gte: 1000 } }, charge);
  sent.push(receipts.insertOne({ _id: order })); // not awaited yet
}
const serialMs = performance.now() - startedAt;
await Promise.all(sent);
// #endregion

const allMs = performance.now() - startedAt;
console.log(`${orders.length} charges, one by one: ${Math.round(serialMs)} ms`);
console.log(`with ${sent.length} receipts: ${Math.round(allMs)} ms`);
console.log("ten steps in a row would take ten round trips, these take six");
