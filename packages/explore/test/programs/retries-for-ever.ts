/**
 * @title Bug: a transaction that is tried again for ever
 * @wrong
 *
 * Whatever the driver is told to try again, it tries again, for two minutes.
 */
import { MongoClient, MongoError } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const accounts = client.db().collection<{ _id: string; balance: number }>("accounts");

await client.withSession((session) =>
  session.withTransaction(async () => {
    for (let read = 0; read < 30; read += 1) await accounts.findOne({}, { session });
    const error = new MongoError("not now");
    error.addErrorLabel("TransientTransactionError");
    throw error;
  }),
);
