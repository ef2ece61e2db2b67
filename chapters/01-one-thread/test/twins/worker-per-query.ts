/**
 * @title A thread for each query
 * @twin no-new-threads.ts
 * @wrong
 */
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { Worker } from "node:worker_threads";

async function countThreads() {
  const threads = await readdir("/proc/self/task").catch(() => undefined);
  return threads?.length ?? NaN;
}

await countThreads();
const before = await countThreads();
const workers = [1, 2, 3].map(
  () =>
    new Worker('require("node:worker_threads").parentPort.once("message", () => {})', {
      eval: true,
    }),
);
await Promise.all(workers.map((worker) => once(worker, "online")));
const added = (await countThreads()) - before;
console.log(`threads added: ${added}`);
for (const worker of workers) worker.postMessage("end");
await Promise.all(workers.map((worker) => once(worker, "exit")));
console.log("100 answers");
