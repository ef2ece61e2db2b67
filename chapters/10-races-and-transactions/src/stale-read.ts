/**
 * @title Write, then read: nothing says that the read comes after the write
 * @python find_one without a session
 * @twin read-your-writes.ts
 * @wrong
 * @same-output one server is never behind itself; look at what is sent
 * @same-picture the same two commands; one of them carries a time
 *
 * `secondaryPreferred` lets a secondary answer, which may not have your write
 * yet. Two commands without a session say nothing about each other. The lab has
 * one server, so it finds the order here; with three, it may find nothing.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const readPreference = "secondaryPreferred";
const orders = client.db().collection("orders", { readPreference });

// #region read
await orders.insertOne({ item: "book" });
const found = await orders.findOne({ item: "book" });
console.log("found:", found?.item);
// #endregion
