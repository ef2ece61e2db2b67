/**
 * @title One abort reaches every query
 * @python canceling the task that awaits a gather cancels its children
 * @twin forgotten-child.ts
 * @latency 400
 *
 * Nothing is canceled by itself: the page has to hand its signal on to each
 * query. Then it waits until all of them have ended, and rejects. Notice the
 * three bars that are cut off at the same moment.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");

// #region children
async function loadPage(signal: AbortSignal) {
  const parts = await Promise.allSettled([
    packages.findOne({ _id: "mongodb" }, { signal }),
    packages.findOne({ _id: "bson" }, { signal }),
    packages.findOne({ _id: "vitest" }, { signal }),
  ]);
  signal.throwIfAborted(); // here, where all children have ended
  return parts;
}
// #endregion

const caller = new AbortController();
setTimeout(() => caller.abort(new Error("the user has left")), 200);
try {
  await loadPage(caller.signal);
} catch (error) {
  console.log("page:", (error as Error).message);
}
