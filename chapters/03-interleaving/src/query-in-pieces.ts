/**
 * @title One query is many small pieces of work
 * @python Motor and the event loop
 *
 * An awaited query does not happen in one piece. The driver takes a connection,
 * sends the command and hands the thread back. When the reply is there, it
 * picks up where it stopped. Notice the long gap after the command is sent.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  monitorCommands: true, // or the driver does not report its commands
});
const packages = client.db().collection<{ _id: string }>("packages");

// #region pieces
const print = (piece: string) => () => console.log(piece);
client.once("connectionCheckOutStarted", print("ask for a connection"));
client.once("connectionCheckedOut", print("get a connection"));
client.once("commandStarted", print("send the command"));
client.once("commandSucceeded", print("receive the reply"));
client.once("connectionCheckedIn", print("give the connection back"));

const promise = packages.findOne({ _id: "mongodb" });
console.log("the call returns a promise");
await promise;
console.log("the program goes on");
// #endregion
