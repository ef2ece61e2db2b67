/**
 * @title One query is many small pieces of work
 * @python Motor and the event loop
 * @latency 50
 *
 * An awaited query is no single thing that happens. The driver takes a
 * connection, sends the command, and hands the thread back; when the reply is
 * there, it goes on where it stopped. Notice the one long gap between pieces.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  monitorCommands: true,
});
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

let before = performance.now();

function report(piece: string) {
  const now = performance.now();
  console.log(`${piece}, ${(now - before).toFixed(1)} ms later`);
  before = now;
}

client.on("connectionCheckOutStarted", () => report("ask for a connection"));
client.on("connectionCheckedOut", () => report("get it"));
client.on("commandStarted", ({ commandName }) => report(`send ${commandName}`));
client.on("commandSucceeded", () => report("receive the reply"));
client.on("connectionCheckedIn", () => report("give the connection back"));

// #region pieces
const query = packages.findOne({ _id: "mongodb" });
report("have a promise");
const found = await query;
report(`go on with ${found?._id}`);
// #endregion

client.removeAllListeners();
