/**
 * @title Abort a query that waits for a connection
 * @python task.cancel() of a task that waits for the pool
 * @twin abort-reading.ts
 * @latency 300
 *
 * The pool has one connection and it is busy, so the second query waits in the
 * driver's queue. When it is aborted there, nothing was sent, and no connection
 * needs to be closed. Notice that only one query ever reached the server.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  maxPoolSize: 1,
});
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

let closed = 0;
client.on("connectionClosed", () => closed++);

// #region abort
const first = packages.findOne({ _id: "mongodb" });

const controller = new AbortController();
const { signal } = controller;
setTimeout(() => controller.abort(new Error("the user has left")), 100);

try {
  await packages.findOne({ _id: "vitest" }, { signal });
} catch (error) {
  console.log("rejected:", (error as Error).message);
}
console.log("the first query found:", (await first)?._id);
console.log("connections closed:", closed);
// #endregion
