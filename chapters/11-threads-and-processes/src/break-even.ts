/**
 * @title From how many bytes on does a worker pay?
 * @python pickling arguments for a ProcessPoolExecutor
 * @output {15..200000} bytes: parsing costs {0..999} messages
 *
 * Parse JSON here, or send the text to a worker that parses it and answers with
 * one number? Each line compares the time of the main thread: parsing costs it
 * so many messages. A message has its price, however small it is. Below 1,
 * parse here. Above 1, the worker pays.
 */
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";

const worker = new Worker(new URL("./parse-worker.mjs", import.meta.url));

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
