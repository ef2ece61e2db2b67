/**
 * @title Amdahl's law: the serial part sets the limit
 *
 * Five orders are charged to one card. An order is charged only if the one
 * before it went through, so the charges form a chain. The receipts do not
 * need each other: each goes out while the next order is being charged. Notice
 * that the charges alone decide how long all ten steps take.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const cards = client.db().collection<{ _id: string; cents: number }>("cards");
const receipts = client.db().collection<{ _id: string }>("receipts");
await cards.insertOne({ _id: "ada", cents: 10_000 });

// #region orders
const sent: Promise<unknown>[] = [];
for (const order of ["coffee", "book", "lamp", "chair", "desk"]) {
  const enough = { _id: "ada", cents: { $gte: 1000 } };
  const charge = await cards.updateOne(enough, { $inc: { cents: -1000 } });
  if (charge.modifiedCount === 0) break; // the card is empty
  sent.push(receipts.insertOne({ _id: order })); // sent, but not awaited yet
}
await Promise.all(sent);
console.log(`${sent.length} orders are charged, and have their receipts`);
// #endregion
