/**
 * @title Shared memory, and half of the increments are lost
 * @python counter += 1 in two threads, with or without a GIL
 * @twin atomics.ts
 * @wrong
 *
 * A SharedArrayBuffer is the one thing that two threads can both see. But
 * `total[0]++` is two steps, a read and a write, and another thread can run
 * between them. Here it always does, so every second increment is lost; left
 * alone, it would be some of them, on some days.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

const file = new URL("./shared-counter-worker.mjs", import.meta.url);

// #region share
const memory = new SharedArrayBuffer(12);
const workers = [1, 2].map(() => new Worker(file, { workerData: memory }));
await Promise.all(workers.map((worker) => once(worker, "exit")));

const [total] = new Int32Array(memory);
console.log(`2 × 1000 increments: ${total}`);
// #endregion
