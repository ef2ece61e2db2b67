/**
 * @title A client cannot be sent to a worker
 * @python threads can share one MongoClient
 * @twin client-in-a-worker.ts
 * @wrong
 * @exits 1
 *
 * One client for all threads would be economical, and in Python it is what you
 * do. But a message is a copy, and open sockets cannot be copied.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { MongoClient } from "mongodb";

const file = new URL("./client-worker.mjs", import.meta.url);
await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();

// #region send
try {
  const worker = new Worker(file, { workerData: { client, license: "MIT" } });
  await once(worker, "message");
} catch (error) {
  console.log((error as Error).name);
  process.exitCode = 1;
}
// #endregion
