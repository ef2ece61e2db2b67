/**
 * @title shared-signal.ts that never listens: no listener is left, and no shutdown is heard
 * @wrong
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
  return await packages.findOne({ _id }, { signal: own.signal });
}

const request = handleRequest("mongodb");
setTimeout(() => shutdown.abort(new Error("shutting down")), 20);
await request.catch((error: Error) => console.log(error.message));
console.log("listeners left:", getEventListeners(shutdown.signal, "abort").length);
