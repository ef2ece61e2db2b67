/**
 * @title Abort while the answer is awaited
 * @python task.cancel() raises CancelledError; here you choose the error
 * @twin abort-queued.ts
 * @latency 300
 *
 * The query is on its way when it is aborted. It rejects with the very object
 * that was given to abort(), not with a copy and not wrapped. The driver cannot
 * unsend what it sent, so it closes the connection that waits.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  monitorCommands: true,
});
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

let closed = 0;
client.on("connectionClosed", () => closed++);

// #region abort
const controller = new AbortController();
const reason = new Error("the user has left");

// Aborts as soon as the query has been sent.
client.once("commandStarted", () => {
  setImmediate(() => controller.abort(reason));
});

try {
  await packages.findOne({ _id: "mongodb" }, { signal: controller.signal });
} catch (error) {
  console.log(`rejected: ${(error as Error).message}`);
  console.log(`with my own error: ${error === reason}`);
}
// #endregion

console.log(`connections closed: ${closed}`);
