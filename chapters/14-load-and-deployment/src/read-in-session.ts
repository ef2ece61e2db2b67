/**
 * @title In one session: a secondary waits until it has what you wrote
 * @python client.start_session(causal_consistency=True)
 * @twin read-behind.ts
 * @members 3
 * @lag 1500
 *
 * A session remembers when it last wrote, and sends that time along with each
 * read. The secondary answers when it has got that far. Only this reader waits,
 * everybody else is answered at once.
 */
import { MongoClient } from "mongodb";

const uri = process.env.MONGODB_URI!;

// #region read-in-session
await using client = new MongoClient(uri, { readPreference: "secondary" });
const readConcern = { level: "majority" } as const;
const carts = client.db().collection("carts", { readConcern });
await using session = client.startSession();
await carts.insertOne({ owner: "ann", items: ["tea"] }, { session });
const cart = await carts.findOne({ owner: "ann" }, { session });
// #endregion
console.log("in the cart:", cart?.items ?? "nothing");
