/**
 * @title The connection breaks, and the transaction runs again
 * @python session.with_transaction
 * @twin half-done.ts
 * @cut update 2
 *
 * The same two updates in a transaction. The server takes back what the
 * interrupted one had done, and `withTransaction` runs the function again. If
 * the reply to the commit is lost, the driver commits again, which changes
 * nothing twice.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const accounts = client.db().collection("accounts");
await accounts.insertMany([
  { name: "ada", owes: true, balance: 100 },
  { name: "bob", owes: true, balance: 100 },
  { name: "eve", owes: false, balance: 0 },
  { name: "joe", owes: false, balance: 0 },
]);

// #region settle
async function settle() {
  await using session = client.startSession();
  await session.withTransaction(async () => {
    const [pay, get] = [{ $inc: { balance: -10 } }, { $inc: { balance: 10 } }];
    await accounts.updateMany({ owes: true }, pay, { session });
    await accounts.updateMany({ owes: false }, get, { session });
  });
}

await settle().catch(({ name }) => console.log(name));

const all = await accounts.find().toArray();
const total = all.reduce((sum, { balance }) => sum + balance, 0);
console.log("total:", total);
// #endregion
