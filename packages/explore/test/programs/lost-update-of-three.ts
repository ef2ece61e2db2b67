/**
 * @title Bug: three deposits that read, add and write
 * @wrong
 *
 * Each writes the sum of what it has read: the one who writes last wins.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const accounts = client.db().collection<{ _id: string; balance: number }>("accounts");
await accounts.insertOne({ _id: "ada", balance: 0 });

async function deposit(): Promise<void> {
  const account = await accounts.findOne({ _id: "ada" });
  const balance = (account?.balance ?? 0) + 100;
  await accounts.updateOne({ _id: "ada" }, { $set: { balance } });
}
await Promise.all([deposit(), deposit(), deposit()]);

const ada = await accounts.findOne({ _id: "ada" });
console.log(`balance: ${ada?.balance}`);
