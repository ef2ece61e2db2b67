/**
 * @title Wrong: the application signs in as the administrator
 * @python MongoClient("mongodb://admin:…@…")
 * @twin least-role.ts
 * @wrong
 * @auth
 *
 * One connection string for everything, and it works everywhere. Then a test's
 * clean-up runs with the wrong variables. The server does as it is told, since
 * this user may do anything.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!; // the administrator's

// #region admin-everywhere
await using app = new MongoClient(uri);
const shop = app.db();
await shop.collection("orders").insertOne({ item: "tea" });

await shop.dropDatabase(); // a test's clean-up, in the wrong place
// #endregion
console.log("orders left:", await shop.collection("orders").countDocuments());
