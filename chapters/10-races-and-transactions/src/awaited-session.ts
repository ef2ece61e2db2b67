/**
 * @title Every query of a transaction is awaited inside of it
 * @python await each operation before the block ends
 * @twin ended-session.ts
 *
 * The function that `withTransaction` gets returns when all of its queries have
 * been answered. Then the commit is the last thing that the session does.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient, type ClientSession } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const orders = client.db().collection<{ _id: number }>("orders");
const receipts = client.db().collection<{ _id: number }>("receipts");

async function writeReceipt(_id: number, session: ClientSession) {
  await sleep(1_000); // stands for a call to another service
  await receipts.insertOne({ _id }, { session });
}

// #region place
async function placeOrder(_id: number) {
  await using session = client.startSession();
  await session.withTransaction(async () => {
    await orders.insertOne({ _id }, { session });
    await writeReceipt(_id, session);
  });
}

await placeOrder(1);
console.log(`order placed, receipts: ${await receipts.countDocuments()}`);
// #endregion

await sleep(1_500); // stands for whatever the program does next
