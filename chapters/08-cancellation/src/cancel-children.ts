/**
 * @title One abort reaches every query
 * @python cancelling the task that awaits a gather cancels its children
 * @twin forgotten-child.ts
 * @latency 300
 *
 * Nothing is cancelled by itself: the caller's signal has to be handed on to
 * each query. AbortSignal.any joins it with a limit of one's own. Notice the
 * three bars that are cut at one moment.
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
async function loadPage(parent: AbortSignal) {
  const own = new AbortController(); // for a limit that only the page has
  const signal = AbortSignal.any([parent, own.signal]);
  const load = (_id: string) =>
    packages.findOne({ _id }, { signal }).catch((error: Error) => {
      rejected.push(_id);
      throw error;
    });

  const parts = await Promise.allSettled(
    ["mongodb", "bson", "vitest"].map((_id) => load(_id)),
  );
  signal.throwIfAborted(); // when all children have ended
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
