/**
 * @title A function cannot be sent to a thread
 * @python asyncio.to_thread takes any function
 * @twin message-passing.ts
 * @wrong
 * @exits 1
 *
 * Python's threads share one heap, so `to_thread` can call any function. A
 * worker has a heap of its own: a function, with all that it refers to, cannot
 * be copied there. Give the worker a file, and send it data.
 */
import { Worker } from "node:worker_threads";

const worker = new Worker(new URL("./message-echo.mjs", import.meta.url));

// #region send
const order = { _id: 7, total: 120, discount: () => 0.1 };
try {
  worker.postMessage({ order, bytes: new ArrayBuffer(8) });
} catch (error) {
  console.log((error as Error).name);
  process.exitCode = 1;
}
// #endregion

await worker.terminate();
