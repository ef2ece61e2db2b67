import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const counters = client.db().collection<{ _id: string; value: number }>("counters");
await counters.insertOne({ _id: "orders", value: 0 });

let mails = 0;
async function placeOrder() {
  await client.withSession((session) =>
    session.withTransaction(async () => {
      const counter = await counters.findOne({ _id: "orders" }, { session });
      const value = (counter?.value ?? 0) + 1;
      await counters.updateOne({ _id: "orders" }, { $set: { value } }, { session });
    }),
  );
  mails++;
}

await Promise.all([placeOrder(), placeOrder()]);
console.log(`mails sent for 2 orders: ${mails}`);
