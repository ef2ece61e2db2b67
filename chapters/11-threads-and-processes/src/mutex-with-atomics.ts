/**
 * @title A lock for threads, from compareExchange, wait and notify
 * @python threading.Lock
 * @twin fair-mutex.ts
 * @output served out of turn: {1..400}
 *
 * Some work needs more than one atomic step. A lock lets one thread in at a
 * time, and the others sleep. It is not fair: a thread that unlocks and locks
 * again at once usually wins against one that still has to wake up. On the main
 * thread, `Atomics.wait` would block the event loop, so leave it to workers.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

const file = new URL("./mutex-worker.mjs", import.meta.url);
// #region share
const memory = new SharedArrayBuffer(20);
const workers = [1, 2].map(() => new Worker(file, { workerData: memory }));
await Promise.all(workers.map((worker) => once(worker, "exit")));

const [total, , , , outOfTurn] = new Int32Array(memory);
console.log(`2 × 200 increments, each with work in between: ${total}`);
console.log(`served out of turn: ${outOfTurn}`);
// #endregion
