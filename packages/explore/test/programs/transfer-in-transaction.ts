/**
 * @title A transfer in one transaction
 *
 * Both updates, or neither, whichever connection breaks.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const accounts = client.db().collection<{ _id: string; balance: number }>("accounts");
await accounts.insertMany([
  { _id: "ada", balance: 100 },
  { _id: "bob", balance: 100 },
]);

try {
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await accounts.updateOne({ _id: "ada" }, { $inc: { balance: -30 } }, { session });
      await accounts.updateOne({ _id: "bob" }, { $inc: { balance: 30 } }, { session });
    }),
  );
} catch {
  console.log("the transfer failed");
}
