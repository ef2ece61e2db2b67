// shared-signal.ts in two other ways: the shared signal goes to the driver itself, and into AbortSignal.any.
import { getEventListeners } from "node:events";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const packages = client.db().collection<{ _id: string }>("packages");
const shutdown = new AbortController();

for (let i = 0; i < 10; i++) {
  const { signal } = new AbortController();
  await packages.findOne({ _id: "mongodb" }, { signal: shutdown.signal });
  const either = AbortSignal.any([shutdown.signal, signal]);
  await packages.findOne({ _id: "mongodb" }, { signal: either });
}
const left = getEventListeners(shutdown.signal, "abort").length;
console.log("20 requests answered, listeners left:", left);
