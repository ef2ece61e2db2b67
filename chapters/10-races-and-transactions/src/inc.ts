/**
 * @title $inc: let the server add
 * @python collection.update_one with $inc
 * @twin lost-update.ts
 *
 * The server reads, adds and writes one document in one step. There is nothing
 * to read first, so there is no gap, and one round trip less.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Account = { _id: string; balance: number };
const accounts = client.db().collection<Account>("accounts");
await accounts.insertOne({ _id: "ada", balance: 0 });

// #region deposit
async function deposit(amount: number) {
  await accounts.updateOne({ _id: "ada" }, { $inc: { balance: amount } });
}

await Promise.all([deposit(100), deposit(100)]);

const after = await accounts.findOne({ _id: "ada" });
console.log(`balance: ${after?.balance}`);
// #endregion
