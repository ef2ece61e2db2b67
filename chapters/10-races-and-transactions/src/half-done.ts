/**
 * @title The connection breaks, and half of the change is done
 * @python two update_many, without a transaction
 * @twin all-or-nothing.ts
 * @wrong
 * @cut update 2
 *
 * Two debtors pay two creditors 10 each. The first update is done when the
 * connection breaks, and the driver never sends an updateMany a second time.
 * So the error comes too late: 20 have left two accounts and reached none.
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
  await accounts.updateMany({ owes: true }, { $inc: { balance: -10 } });
  await accounts.updateMany({ owes: false }, { $inc: { balance: 10 } });
}

await settle().catch(({ name }) => console.log(name));

const all = await accounts.find().toArray();
const total = all.reduce((sum, { balance }) => sum + balance, 0);
console.log("total:", total);
// #endregion
