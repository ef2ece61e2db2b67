/**
 * @title One write, which the driver tries twice
 *
 * One broken connection is nothing to a write that the driver may repeat; two in a row are.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const accounts = client.db().collection<{ _id: string; balance: number }>("accounts");

try {
  await accounts.updateOne({ _id: "ada" }, { $inc: { balance: 100 } }, { upsert: true });
  console.log("added");
} catch {
  console.log("gave up");
}
