/**
 * @title Wrong: write to the database, then tell the others
 * @python insert_one, then publish
 * @twin outbox.ts
 * @wrong
 *
 * The order is stored, then the message is sent. When the second step fails,
 * the first has already happened: the customer has an order that the warehouse
 * never hears of. The other way around, the warehouse would hear of an order
 * that does not exist.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const orders = client.db().collection<{ _id: number }>("orders");
const warehouse = client.db().collection<{ _id: number }>("warehouse");

let calls = 0;
async function tellWarehouse(_id: number) {
  if (++calls === 2) throw new Error("503 Service Unavailable");
  await warehouse.insertOne({ _id });
}

// #region place
async function placeOrder(_id: number) {
  await orders.insertOne({ _id });
  await tellWarehouse(_id);
}

for (const _id of [1, 2, 3]) {
  await placeOrder(_id).catch(({ message }) => console.log(message));
}

const told = await warehouse.distinct("_id");
console.log(`${await orders.countDocuments()} orders, told of ${told.join()}`);
// #endregion
