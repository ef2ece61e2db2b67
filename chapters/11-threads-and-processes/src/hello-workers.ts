/**
 * @title Start a thread, hear from it, wait for its end
 * @python threading.Thread, start, join
 * @unordered hello
 *
 * A worker is a thread with an event loop and a heap of its own. It gets its
 * data as a copy and answers with messages. It ends when it has nothing left
 * to do. Notice the two lanes that begin below the main thread's.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

// #region hello
const file = new URL("./hello-worker.mjs", import.meta.url);

async function greet(name: string) {
  const worker = new Worker(file, { workerData: name });
  worker.on("message", (text) => console.log(text));
  await once(worker, "exit"); // Python calls this join
}

await Promise.all([greet("one"), greet("two")]);
console.log("both threads have ended");
// #endregion
