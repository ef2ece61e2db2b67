/**
 * @title A timeout by signal stops the query
 * @python asyncio.wait_for
 * @twin race-timeout.ts
 * @latency 300
 *
 * The driver takes an AbortSignal. When it is aborted the call rejects with
 * the signal's reason, and the connection that waited for the answer is
 * closed. Nothing of the query is left behind. Notice the cut bar.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

let closed = 0;
client.on("connectionClosed", () => closed++);
const startedAt = performance.now();
const afterMs = () => Math.round(performance.now() - startedAt);

// #region signal
const controller = new AbortController();
const { signal } = controller;
const timer = setTimeout(() => {
  controller.abort(new Error("no answer within 100 ms"));
}, 100);
try {
  await packages.findOne({ _id: "mongodb" }, { signal });
} catch (error) {
  console.log(`${(error as Error).message}; caught after ${afterMs()} ms`);
} finally {
  clearTimeout(timer); // else an early answer would wait for it
}
// #endregion

console.log(`connections closed: ${closed}`);
