/** The worker sends back all that it has parsed. */
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";

const worker = new Worker(new URL("./all-sent-back-worker.mjs", import.meta.url));

async function threadTime(work: () => unknown) {
  const times: number[] = [];
  for (let round = 0; round < 50; round++) {
    const before = performance.eventLoopUtilization();
    await work();
    times.push(performance.eventLoopUtilization(before).active);
  }
  return Math.min(...times); // the others were interrupted
}

// #region break-even
for (const count of [1, 10, 100, 1_000, 10_000]) {
  const list = Array.from({ length: count }, (_, i) => ({ name: `p${i}` }));
  const text = JSON.stringify(list);

  const here = await threadTime(() => JSON.parse(text));
  const message = await threadTime(() => {
    worker.postMessage(text);
    return once(worker, "message");
  });
  const ratio = (here / message).toFixed(1);
  console.log(`${text.length} bytes: parsing costs ${ratio} messages`);
}
// #endregion

await worker.terminate();
