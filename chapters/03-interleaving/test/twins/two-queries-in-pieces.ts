/**
 * @title The pieces of two queries
 *
 * As query-in-pieces.ts, with a second query under way: its pieces lie between
 * those of the first.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, { monitorCommands: true });
const packages = client.db().collection<{ _id: string }>("packages");

const print = (piece: string) => () => console.log(piece);
client.on("connectionCheckOutStarted", print("ask for a connection"));
client.on("connectionCheckedOut", print("get a connection"));
client.on("commandStarted", print("send the command"));
client.on("commandSucceeded", print("receive the reply"));
client.on("connectionCheckedIn", print("give the connection back"));

const promise = packages.findOne({ _id: "mongodb" });
console.log("the call returns a promise");
const other = packages.findOne({ _id: "vitest" });
await promise;
console.log("the program goes on");

await other;
client.removeAllListeners();
