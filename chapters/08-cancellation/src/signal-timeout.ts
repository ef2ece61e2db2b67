/**
 * @title A timeout by AbortSignal stops the query
 * @python asyncio.wait_for
 * @twin race-timeout.ts
 * @latency 300
 *
 * The driver takes an AbortSignal. When it is aborted, the call rejects with
 * the signal's reason, and the driver closes the connection on which the answer
 * would have come. Nothing is left running. Notice the bar that is cut off.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region signal
const controller = new AbortController();
const { signal } = controller;
const timer = setTimeout(() => {
  controller.abort(new Error("no answer within 100 ms"));
}, 100);
try {
  await packages.findOne({ _id: "mongodb" }, { signal });
} catch (error) {
  console.log((error as Error).message);
} finally {
  clearTimeout(timer); // or the program would wait for it
}
// #endregion
