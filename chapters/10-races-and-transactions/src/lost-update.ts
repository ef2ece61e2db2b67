/**
 * @title Read, add, write: a deposit is lost
 * @python the course's create_release
 * @twin inc.ts
 * @wrong
 *
 * Two deposits read the balance, add to it in the program, and write the sum.
 * If the second reads before the first has written, it writes over it. This is
 * called a lost update.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Account = { _id: string; balance: number };
const accounts = client.db().collection<Account>("accounts");
await accounts.insertOne({ _id: "ada", balance: 0 });

// #region deposit
async function deposit(amount: number) {
  const account = await accounts.findOne({ _id: "ada" });
  const balance = (account?.balance ?? 0) + amount;
  await accounts.updateOne({ _id: "ada" }, { $set: { balance } });
}

await Promise.all([deposit(100), deposit(100)]);

const after = await accounts.findOne({ _id: "ada" });
console.log(`balance: ${after?.balance}`);
// #endregion
