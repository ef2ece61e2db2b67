/**
 * @title Outbox: the message is part of the transaction
 * @python a transaction, and a relay task
 * @twin dual-write.ts
 *
 * The order and its message are written together, or not at all. A relay
 * watches the outbox and delivers each message until that works: at least
 * once, in order. The warehouse's unique key makes a second delivery harmless.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const orders = client.db().collection<{ _id: number }>("orders");
const outbox = client.db().collection<{ _id: number }>("outbox");
const warehouse = client.db().collection<{ _id: number }>("warehouse");

let calls = 0;
async function tellWarehouse(_id: number) {
  if (++calls === 2) throw new Error("503 Service Unavailable");
  await warehouse.updateOne({ _id }, { $set: {} }, { upsert: true });
  if (calls === 4) throw new Error("504 Gateway Timeout"); // but it is stored
  return `order ${_id}: delivered`;
}

// #region outbox
async function placeOrder(_id: number) {
  await using session = client.startSession();
  await session.withTransaction(async () => {
    await orders.insertOne({ _id }, { session });
    await outbox.insertOne({ _id }, { session });
  });
}

async function deliver(_id: number): Promise<string> {
  return tellWarehouse(_id).catch(({ message }) => {
    console.log(`order ${_id}: ${message}`);
    return deliver(_id);
  });
}

await using changes = outbox.watch<{ _id: number }>();
await changes.tryNext(); // opens the stream
for (const _id of [1, 2, 3]) await placeOrder(_id);
for await (const change of changes) {
  if (change.operationType !== "insert") continue;
  console.log(await deliver(change.documentKey._id));
  if (change.documentKey._id === 3) break;
}
// #endregion

const told = await warehouse.distinct("_id");
console.log(`${await orders.countDocuments()} orders, told of ${told.join()}`);
