/**
 * @title A transaction: both updates or none
 * @python session.with_transaction
 * @twin transfer.ts
 * @values accounts.balance sum
 *
 * `withTransaction` runs the function, commits, and tries again when the server
 * asks for that. A reader sees the accounts before it or after it. Wherever the
 * connection breaks, both accounts are changed, or neither is.
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
  await client.withSession((session) =>
    session.withTransaction(async () => {
      const [from, to] = [{ _id: "ada" }, { _id: "bob" }];
      await accounts.updateOne(from, { $inc: { balance: -100 } }, { session });
      await accounts.updateOne(to, { $inc: { balance: 100 } }, { session });
    }),
  );
}

async function readTotal() {
  const all = await accounts.find().toArray();
  return all.reduce((sum, { balance }) => sum + balance, 0);
}

const [, seen] = await Promise.all([transfer(), readTotal()]);
console.log(`seen: ${seen}`);
// #endregion
