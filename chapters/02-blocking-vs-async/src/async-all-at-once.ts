/**
 * @title Send every query, then await them together
 * @python asyncio.create_task
 * @twin async-one-by-one.ts
 * @latency 50
 * @output {1..200} heartbeats meanwhile
 *
 * No query needs another one's answer, so none has to wait for it. All ten
 * are sent before the first reply arrives, and ten take as long as one.
 * Notice that the waits lie above each other.
 */
import { on } from "node:events";
import { MongoClient } from "mongodb";

const names = [
  "bson",
  "commander",
  "mingo",
  "mongodb",
  "picocolors",
  "prettier",
  "tsx",
  "turbo",
  "typescript",
  "vitest",
];

await using client = new MongoClient(process.env.MONGODB_URI!, {
  minPoolSize: names.length, // a connection carries one query at a time
});
const opened = on(client, "connectionReady");
await client.connect();
for (let open = 0; open < names.length; open++) await opened.next();
const packages = client.db().collection<{ _id: string }>("packages");

let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);
const startedAt = performance.now();

// #region query
const found = await Promise.all(names.map((_id) => packages.findOne({ _id })));
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${found.length} packages in ${elapsedMs} ms`);
console.log(`${heartbeats} heartbeats meanwhile`);
clearInterval(heart);
