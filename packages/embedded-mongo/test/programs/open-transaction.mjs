// Begins a transaction on the server of its argument, says so, and waits for the worst.
import { MongoClient } from "mongodb";

const client = new MongoClient(process.argv[2]);
const session = client.startSession();
session.startTransaction();
const accounts = client.db("bank").collection("accounts");
await accounts.updateOne({ _id: "a" }, { $set: { balance: 0 } }, { session });
await accounts.insertOne({ _id: "b", balance: 10 }, { session });
console.log("in a transaction");
setInterval(() => undefined, 60_000);
