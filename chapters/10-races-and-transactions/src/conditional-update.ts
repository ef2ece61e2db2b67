/**
 * @title Put the condition into the update
 * @python update_one with a filter on the balance
 * @twin overdraft.ts
 *
 * The filter is part of the update, and the server does both in one step. Of
 * two withdrawals, one finds enough and one finds nothing. `modifiedCount`
 * tells you which one you are.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Account = { _id: string; balance: number };
const accounts = client.db().collection<Account>("accounts");
await accounts.insertOne({ _id: "ada", balance: 100 });

// #region withdraw
async function withdraw(amount: number) {
  const { modifiedCount } = await accounts.updateOne(
    { _id: "ada", balance: { $gte: amount } },
    { $inc: { balance: -amount } },
  );
  return modifiedCount === 1;
}

await Promise.all([withdraw(100), withdraw(100)]);
// #endregion

const after = await accounts.findOne({ _id: "ada" });
console.log(`balance: ${after?.balance}`);
