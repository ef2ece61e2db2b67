/**
 * @title The pieces of two queries
 * @latency 50
 *
 * As query-in-pieces.ts, with a second query under way: its pieces lie between
 * those of the first.
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
const other = packages.findOne({ _id: "vitest" });
const found = await query;
report(`go on with ${found?._id}`);
// #endregion

await other;
client.removeAllListeners();
