/**
 * @title Stop listening when the request is done
 * @python no counterpart: a task is canceled, not a signal
 * @twin shared-signal-leak.ts
 * @latency 10
 *
 * The listener is removed in a finally, so it is gone whether the request was
 * answered or failed. AbortSignal.any([shutdown.signal, own.signal]) does the
 * same for you. Notice that no listener is left.
 */
import { getEventListeners } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");

const shutdown = new AbortController(); // lives as long as the process

// #region handle
async function handleRequest(_id: string) {
  const own = new AbortController();
  const cancel = () => own.abort(shutdown.signal.reason);
  shutdown.signal.addEventListener("abort", cancel);
  try {
    return await packages.findOne({ _id }, { signal: own.signal });
  } finally {
    shutdown.signal.removeEventListener("abort", cancel);
  }
}
// #endregion

for (let i = 0; i < 20; i++) await handleRequest("mongodb");

const left = getEventListeners(shutdown.signal, "abort").length;
console.log("20 requests answered, listeners left:", left);
