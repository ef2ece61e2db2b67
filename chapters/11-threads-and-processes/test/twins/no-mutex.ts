import { once } from "node:events";
import { Worker } from "node:worker_threads";

const file = new URL("./no-mutex-worker.mjs", import.meta.url);

// #region share
const memory = new SharedArrayBuffer(12);
const workers = [1, 2].map(() => new Worker(file, { workerData: memory }));
await Promise.all(workers.map((worker) => once(worker, "exit")));

const [total] = new Int32Array(memory);
console.log(`2 × 200 increments, each with work in between: ${total}`);
// #endregion
