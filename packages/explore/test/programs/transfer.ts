/**
 * @title Bug: a transfer in two updates
 * @wrong
 *
 * If the connection breaks between the two, money is gone.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, { retryWrites: false });
const accounts = client.db().collection<{ _id: string; balance: number }>("accounts");
await accounts.insertMany([
  { _id: "ada", balance: 100 },
  { _id: "bob", balance: 100 },
]);

try {
  await accounts.updateOne({ _id: "ada" }, { $inc: { balance: -30 } });
  await accounts.updateOne({ _id: "bob" }, { $inc: { balance: 30 } });
} catch {
  console.log("the transfer failed");
}
