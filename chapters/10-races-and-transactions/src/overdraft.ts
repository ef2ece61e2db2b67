/**
 * @title Look first, then take: an account is overdrawn
 * @python if account.balance >= amount
 * @twin conditional-update.ts
 * @wrong
 *
 * Both withdrawals check the balance, and both see enough. `$inc` does not
 * help: it subtracts correctly, but the decision was made before.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Account = { _id: string; balance: number };
const accounts = client.db().collection<Account>("accounts");
await accounts.insertOne({ _id: "ada", balance: 100 });

// #region withdraw
async function withdraw(amount: number) {
  const account = await accounts.findOne({ _id: "ada" });
  if (!account || account.balance < amount) return false;
  await accounts.updateOne({ _id: "ada" }, { $inc: { balance: -amount } });
  return true;
}

await Promise.all([withdraw(100), withdraw(100)]);
// #endregion

const after = await accounts.findOne({ _id: "ada" });
console.log(`balance: ${after?.balance}`);
