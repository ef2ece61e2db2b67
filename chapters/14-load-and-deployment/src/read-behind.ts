/**
 * @title Wrong: written at the primary, looked for at a secondary
 * @python read_preference=ReadPreference.SECONDARY
 * @twin read-in-session.ts
 * @wrong
 * @members 3
 * @lag 1500
 *
 * Secondaries take load off the primary, and they are behind it: here by one and
 * a half seconds. Ann puts tea into her cart. The next page reads the cart at a
 * secondary, and it is empty.
 */
import { MongoClient } from "mongodb";

interface Cart {
  _id: string;
  items: string[];
}
const options = { readPreference: "secondary" } as const;
await using client = new MongoClient(process.env.MONGODB_URI!, options);

// #region read-behind
const carts = client.db().collection<Cart>("carts");
await carts.insertOne({ _id: "ann", items: ["tea"] });
const cart = await carts.findOne({ _id: "ann" });
// #endregion
console.log("in the cart:", cart?.items ?? "nothing");
