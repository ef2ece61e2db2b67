/**
 * @title shared-signal.ts, where the shutdown comes while a request is at work
 * @latency 300
 */
import { getEventListeners } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection<{ _id: string }>("packages");
const shutdown = new AbortController();

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

const request = handleRequest("mongodb");
setTimeout(() => shutdown.abort(new Error("shutting down")), 20);
await request.catch((error: Error) => console.log(error.message));
console.log("listeners left:", getEventListeners(shutdown.signal, "abort").length);
