/**
 * @title Wrong: written at the primary, looked for at a secondary
 * @python read_preference=ReadPreference.SECONDARY
 * @twin read-in-session.ts
 * @wrong
 * @members 3
 * @lag 1500
 *
 * Secondaries take load off the primary, and they are behind it: here by one
 * and a half seconds. Ann puts tea into her cart. The next page reads the cart
 * at a secondary, and it is empty.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;

// #region read-behind
await using client = new MongoClient(uri, { readPreference: "secondary" });
const carts = client.db().collection("carts");
await carts.insertOne({ owner: "ann", items: ["tea"] });
const cart = await carts.findOne({ owner: "ann" });
// #endregion
console.log("in the cart:", cart?.items ?? "nothing");
