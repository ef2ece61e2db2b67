/**
 * @title Try again by hand, and the order is there twice
 * @python except AutoReconnect: insert again
 * @twin retry-is-safe.ts
 * @wrong
 *
 * The connection breaks, and nobody knows whether the server has inserted the
 * order. This program switches the driver's own retry off and inserts again,
 * with a new `_id`. If only the reply was lost, the order is there twice.
 */
import { MongoClient, MongoNetworkError } from "mongodb";

// #region place
const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri, { retryWrites: false });
const orders = client.db().collection("orders");

async function placeOrder(item: string) {
  try {
    await orders.insertOne({ item });
  } catch (error) {
    if (!(error instanceof MongoNetworkError)) throw error;
    await orders.insertOne({ item }); // was it done, or was it not?
  }
}

await placeOrder("book");
// #endregion

console.log(`orders: ${await orders.countDocuments()}`);
