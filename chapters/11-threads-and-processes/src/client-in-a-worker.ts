/**
 * @title Each worker opens a client of its own
 * @python a PyMongo client must not be forked; open one per process
 * @twin send-a-client.ts
 * @unsteady the system decides which worker is ready first
 *
 * A client owns sockets, and sockets belong to one thread. So send the
 * connection string, which is only text, and let each worker connect. Notice
 * the price: every client opens connections of its own, and then some to
 * watch the server.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

const file = new URL("./client-worker.mjs", import.meta.url);
const uri = process.env.MONGODB_URI!;

// #region connect
async function countInWorker(license: string) {
  const worker = new Worker(file, { workerData: { uri, license } });
  const [count] = await once(worker, "message");
  await once(worker, "exit");
  return `${license}: ${count > 0 ? "found" : "none"}`;
}

const counts = await Promise.all(["MIT", "ISC"].map(countInWorker));
console.log(counts.join(", "));
// #endregion
