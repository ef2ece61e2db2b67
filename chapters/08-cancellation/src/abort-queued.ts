/**
 * @title Abort while a connection is awaited
 * @python task.cancel() of a task that waits for the pool
 * @twin abort-reading.ts
 * @latency 300
 *
 * The pool has one connection and it is busy, so the second query waits in the
 * driver's queue. When it is aborted there, nothing was sent and nothing needs
 * to be closed. Notice that only one query ever reached the server.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  maxPoolSize: 1,
  monitorCommands: true,
});
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

let closed = 0;
client.on("connectionClosed", () => closed++);

// #region abort
const first = packages.findOne({ _id: "mongodb" });

const controller = new AbortController();
const { signal } = controller;
const second = packages.findOne({ _id: "vitest" }, { signal });

// Aborts as soon as the first query has been sent.
client.once("commandStarted", () => {
  setImmediate(() => controller.abort(new Error("the user has left")));
});

try {
  await second;
} catch (error) {
  console.log(`rejected: ${(error as Error).message}`);
}
// #endregion

console.log(`the other query found: ${(await first)?._id}`);
console.log(`connections closed: ${closed}`);
