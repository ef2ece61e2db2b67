/**
 * @title Abort a query that has been sent
 * @python task.cancel() raises CancelledError; here you choose the error
 * @twin abort-queued.ts
 * @latency 300
 *
 * The query is on its way when it is aborted. It rejects with the very object
 * that was given to abort(), not a copy and not wrapped. The driver cannot take
 * the query back, so it closes the connection.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

let closed = 0;
client.on("connectionClosed", () => closed++);

// #region abort
const controller = new AbortController();
const { signal } = controller;
const reason = new Error("the user has left");
setTimeout(() => controller.abort(reason), 100);

try {
  await packages.findOne({ _id: "mongodb" }, { signal });
} catch (error) {
  console.log("rejected:", (error as Error).message);
  console.log("with my own error:", error === reason);
}
console.log("connections closed:", closed);
// #endregion
