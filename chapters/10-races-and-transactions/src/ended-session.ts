/**
 * @title A query that nobody awaited meets a transaction that is over
 * @python a task that outlives its session
 * @twin awaited-session.ts
 * @wrong
 * @exits 1
 *
 * The receipt belongs to the transaction, but nobody awaits it: `void` keeps
 * the linter quiet. By the time it is written, commit and session are long
 * over. Nobody handles its error, so it ends the process after everything has
 * been reported as fine.
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
    void writeReceipt(_id, session);
  });
}

await placeOrder(1);
console.log(`order placed, receipts: ${await receipts.countDocuments()}`);
// #endregion

await sleep(1_500); // stands for whatever the program does next
