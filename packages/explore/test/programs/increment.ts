/**
 * @title Two deposits with $inc
 *
 * The server adds: nothing lies between reading the balance and writing it.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const accounts = client.db().collection<{ _id: string; balance: number }>("accounts");
await accounts.insertOne({ _id: "ada", balance: 0 });

async function deposit(): Promise<void> {
  await accounts.findOne({ _id: "ada" });
  await accounts.updateOne({ _id: "ada" }, { $inc: { balance: 100 } });
}
await Promise.all([deposit(), deposit()]);

const ada = await accounts.findOne({ _id: "ada" });
console.log(`balance: ${ada?.balance}`);
