/**
 * @title A query that was not given the signal
 * @python cancelling the task that awaits a gather cancels its children
 * @twin cancel-children.ts
 * @wrong
 * @latency 300
 *
 * The same page, but one of its queries goes without the signal. An abort
 * cuts two bars; the third runs to its end, and the page with it, since it
 * waits for all of its children.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: 3, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < 3; open++) await opened.next();
const packages = client.db().collection<{ _id: string }>("packages");

const rejected: string[] = [];

// #region children
async function loadPage(signal: AbortSignal) {
  const load = (_id: string) =>
    packages.findOne({ _id }, { signal }).catch((error: Error) => {
      rejected.push(_id);
      throw error;
    });

  const parts = await Promise.allSettled([
    load("mongodb"),
    load("bson"),
    packages.findOne({ _id: "vitest" }), // the signal is not handed on
  ]);
  signal.throwIfAborted();
  return parts;
}
// #endregion

const caller = new AbortController();
setTimeout(() => caller.abort(new Error("the user has left")), 100);
try {
  await loadPage(caller.signal);
} catch (error) {
  console.log(`page: ${(error as Error).message}`);
  console.log(`ended before it: ${rejected.toSorted().join(", ")}`);
}
