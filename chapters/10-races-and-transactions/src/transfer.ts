/**
 * @title Two updates, and a reader who sees money that is nowhere
 * @python two update_one, one after the other
 * @twin transfer-transaction.ts
 * @wrong
 * @values accounts.balance sum
 *
 * The money leaves one account before it reaches the other. A reader who adds
 * up the balances in between sees a total that never existed: this is read
 * skew. And if the program dies in between, it stays that way.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Account = { _id: string; balance: number };
const accounts = client.db().collection<Account>("accounts");
await accounts.insertMany([
  { _id: "ada", balance: 100 },
  { _id: "bob", balance: 100 },
]);

// #region transfer
async function transfer() {
  await accounts.updateOne({ _id: "ada" }, { $inc: { balance: -100 } });
  await accounts.updateOne({ _id: "bob" }, { $inc: { balance: 100 } });
}

async function readTotal() {
  const all = await accounts.find().toArray();
  return all.reduce((sum, { balance }) => sum + balance, 0);
}

const [, seen] = await Promise.all([transfer(), readTotal()]);
console.log(`seen: ${seen}`);
// #endregion
