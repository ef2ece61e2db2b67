/**
 * @title A worker that returns everything saves nothing
 * @same-output both count the same licenses; the picture shows where
 * @same-picture the same lanes; the claim compares the work of the main thread
 * @python pickling a large result back from a process
 * @twin worker-returns-answer.ts
 * @wrong
 * @output {licenses 3..40} licenses
 *
 * The worker decodes the documents, to keep the main thread free. Then it sends
 * all of them, and the main thread has to build every object once more from the
 * message. Notice the solid block at the end: it was only moved.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Document } from "mongodb";

const file = new URL("./read-packages-worker.mjs", import.meta.url);
const uri = process.env.MONGODB_URI!;

// #region read
const worker = new Worker(file, { workerData: { uri, answer: "all" } });
const [documents] = await once(worker, "message");
const licenses = new Set(documents.map((each: Document) => each.license));
console.log(`${licenses.size} licenses`);
// #endregion
