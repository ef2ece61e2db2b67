/**
 * @title Bug: a signal that lives long collects listeners
 * @python no counterpart: a task is canceled, not a signal
 * @twin shared-signal.ts
 * @wrong
 * @latency 10
 *
 * Each request has a controller of its own, which a shutdown must abort as
 * well. So it listens to the shutdown's signal, and never stops. Notice the
 * listener that each request leaves behind. (Node 20 warns of the eleventh.)
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
  return await packages.findOne({ _id }, { signal: own.signal });
}
// #endregion

for (let i = 0; i < 20; i++) await handleRequest("mongodb");

const left = getEventListeners(shutdown.signal, "abort").length;
console.log("20 requests answered, listeners left:", left);
