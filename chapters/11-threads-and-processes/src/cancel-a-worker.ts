/**
 * @title A flag in shared memory stops a busy worker
 * @python threading.Event
 * @twin unheard-stop.ts
 *
 * The worker looks at one number in shared memory before each hash. The main
 * thread sets that number when its AbortController aborts. Without a flag,
 * `worker.terminate()` ends the thread in the middle of its work.
 */
import { on } from "node:events";
import { Worker } from "node:worker_threads";

// #region stop
const stop = new Int32Array(new SharedArrayBuffer(4));
const controller = new AbortController();
controller.signal.addEventListener("abort", () => Atomics.store(stop, 0, 1));

const file = new URL("./hash-chunks-worker.mjs", import.meta.url);
const worker = new Worker(file, { workerData: stop.buffer });

for await (const [message] of on(worker, "message", { close: ["exit"] })) {
  if (message === 1) controller.abort(); // it has only just begun
  if (typeof message === "string") console.log(message);
}
// #endregion
