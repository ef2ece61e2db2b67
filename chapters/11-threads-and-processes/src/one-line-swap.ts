/**
 * @title A thread or a process: both take a message and answer it
 * @python ThreadPoolExecutor or ProcessPoolExecutor
 *
 * `new Worker` or `fork` decides; the job's file is the same. The difference
 * is what they share: a thread lives in our process, so it starts sooner, and a
 * crash takes us along. A process has its own memory, and dies alone.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { Worker } from "node:worker_threads";

const file = new URL("./job-runner.mjs", import.meta.url);
const job = { from: 1_000_000, to: 1_050_000 };

// #region swap
async function inThread() {
  const worker = new Worker(file);
  worker.postMessage(job);
  return (await once(worker, "message"))[0];
}

async function inProcess() {
  const child = fork(file);
  child.send(job);
  return (await once(child, "message"))[0];
}

for (const run of [inThread, inProcess]) {
  const { primes, pid } = await run();
  const where = pid === process.pid ? "our process" : "another process";
  console.log(`${run.name}: ${primes} primes, found in ${where}`);
}
// #endregion
