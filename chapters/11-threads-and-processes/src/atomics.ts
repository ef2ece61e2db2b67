/**
 * @title Atomics: read, add and write in one step
 * @python threading.Lock around counter += 1
 * @twin shared-counter.ts
 *
 * `Atomics.add` does its read and its write as one step, which no other thread
 * can get into. So nothing is lost, in whatever order the two threads run.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

const file = new URL("./atomics-worker.mjs", import.meta.url);

// #region share
const memory = new SharedArrayBuffer(12);
const workers = [1, 2].map(() => new Worker(file, { workerData: memory }));
await Promise.all(workers.map((worker) => once(worker, "exit")));

const [total] = new Int32Array(memory);
console.log(`2 × 1000 increments: ${total}`);
// #endregion
