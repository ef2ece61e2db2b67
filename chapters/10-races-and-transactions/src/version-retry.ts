/**
 * @title A version field: write only if nobody else has
 * @python optimistic concurrency, Beanie's revision_id
 * @twin lost-update.ts
 *
 * For a change that no operator can express. The update asks for the version
 * that was read. If somebody was faster, it finds nothing, and we read again.
 * In every order one of the two is faster, so one of them always succeeds.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
type Account = { _id: string; balance: number; version: number };
const accounts = client.db().collection<Account>("accounts");
await accounts.insertOne({ _id: "ada", balance: 0, version: 1 });

// #region deposit
async function deposit(amount: number) {
  for (;;) {
    const account = await accounts.findOne({ _id: "ada" });
    if (!account) throw new Error("there is no account");
    const { version, balance } = account;
    const { modifiedCount } = await accounts.updateOne(
      { _id: "ada", version }, // only what we have read
      { $set: { balance: balance + amount, version: version + 1 } },
    );
    if (modifiedCount === 1) return;
  }
}

await Promise.all([deposit(100), deposit(100)]);
// #endregion

const after = await accounts.findOne({ _id: "ada" });
console.log(`balance: ${after?.balance}`);
