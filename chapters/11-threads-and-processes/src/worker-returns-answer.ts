/**
 * @title A worker pays when its answer is small
 * @python run_in_executor
 * @twin worker-returns-all.ts
 * @output {licenses 3..40} licenses
 *
 * The worker reads and decodes thousands of documents, and sends the few words
 * that we want to know. All the decoding happens over there. Notice how little
 * the main thread has to do.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

const file = new URL("./read-packages-worker.mjs", import.meta.url);
const uri = process.env.MONGODB_URI!;

// #region read
const worker = new Worker(file, { workerData: { uri, answer: "licenses" } });
const [licenses] = await once(worker, "message");
console.log(`${licenses.length} licenses`);
// #endregion
