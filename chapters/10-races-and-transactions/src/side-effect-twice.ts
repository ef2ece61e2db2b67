/**
 * @title A mail is sent twice, since the function runs twice
 * @python a side effect in the callback of with_transaction
 * @twin write-conflict.ts
 * @wrong
 * @output mails sent for 2 orders: {mails 3..4}
 *
 * The transaction starts again and takes back what it wrote. The mail is not
 * taken back. Send it after the commit, or write it into the transaction and
 * let somebody else send it (the outbox of chapter 09).
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const counters = client.db().collection<Counter>("counters");
type Counter = { _id: string; value: number };
await counters.insertOne({ _id: "orders", value: 0 });

// #region conflict
let mails = 0;
async function placeOrder() {
  await client.withSession((session) =>
    session.withTransaction(async () => {
      const counter = await counters.findOne({ _id: "orders" }, { session });
      const value = (counter?.value ?? 0) + 1;
      mails++; // "your order has been placed"
      await counters.updateOne(
        { _id: "orders" },
        { $set: { value } },
        { session },
      );
    }),
  );
}

await Promise.all([placeOrder(), placeOrder()]);
console.log(`mails sent for 2 orders: ${mails}`);
// #endregion
