/**
 * @title The driver's retry is safe, because the server remembers
 * @python retryWrites=true, the default
 * @twin insert-again.ts
 * @same-output in an ordinary run nothing breaks; break it with --cuts 1
 * @same-picture in an ordinary run both insert once
 *
 * The driver gives each write a number. If the connection breaks, it sends the
 * same write with the same number once more, and a server that has done it
 * answers without doing it again. It covers writes of single documents and
 * insertMany, not updateMany or deleteMany.
 */
import { MongoClient } from "mongodb";

// #region place
const uri = process.env.MONGODB_URI!;
await using client = new MongoClient(uri); // retryWrites is the default
const orders = client.db().collection("orders");

async function placeOrder(item: string) {
  await orders.insertOne({ item }); // sent again if the connection breaks
}

await placeOrder("book");
// #endregion

console.log(`orders: ${await orders.countDocuments()}`);
