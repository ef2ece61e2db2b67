/**
 * @title A fair lock for threads: a ticket, and a display
 * @python threading.Lock promises no order, either
 * @twin mutex-with-atomics.ts
 *
 * As at a counter: each thread draws a number, in one atomic step, and sleeps
 * until the display shows it. The thread that unlocks shows the next number,
 * and cannot get its next turn before those that are waiting.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

const file = new URL("./ticket-worker.mjs", import.meta.url);

// #region share
const memory = new SharedArrayBuffer(20);
const workers = [1, 2].map(() => new Worker(file, { workerData: memory }));
await Promise.all(workers.map((worker) => once(worker, "exit")));

const [total, , , , outOfTurn] = new Int32Array(memory);
console.log(`2 × 200 increments, each with work in between: ${total}`);
console.log(`served out of turn: ${outOfTurn}`);
// #endregion
