/**
 * @title A list that is read while two documents are added
 *
 * It holds none, one or the other, or both.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const accounts = client.db().collection<{ _id: string; balance: number }>("accounts");

const [listed] = await Promise.all([
  accounts.find().toArray(),
  accounts.insertOne({ _id: "ada", balance: 0 }),
  accounts.insertOne({ _id: "bob", balance: 0 }),
]);
console.log(listed.map(({ _id }) => _id).join(" ") || "nobody");
