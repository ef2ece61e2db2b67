/**
 * @title Three workers, each with a document of its own
 *
 * Whoever is first, nobody can tell the difference.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const accounts = client.db().collection<{ _id: string; balance: number }>("accounts");

async function deposit(_id: string): Promise<void> {
  const account = await accounts.findOne({ _id });
  const balance = (account?.balance ?? 0) + 100;
  await accounts.updateOne({ _id }, { $set: { balance } });
}
await Promise.all([deposit("ada"), deposit("bob"), deposit("eve")]);
