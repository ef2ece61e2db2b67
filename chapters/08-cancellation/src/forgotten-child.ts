/**
 * @title Bug: one query was not given the signal
 * @same-picture the same commands; the claims show when they are sent
 * @python canceling the task that awaits a gather cancels its children
 * @twin cancel-children.ts
 * @wrong
 * @latency 400
 * @same-output both pages reject alike; the picture shows when
 *
 * The same page, but one of its queries goes without the signal. The abort cuts
 * off two bars. The third runs to its end, and so does the page, because it
 * waits for all of its children.
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
    packages.findOne({ _id: "vitest" }),
  ]);
  signal.throwIfAborted();
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
