/**
 * @title A message is a copy, unless you hand it over
 * @python multiprocessing.Queue pickles; a thread shares the object
 * @twin send-a-function.ts
 *
 * `postMessage` copies what you send (the structured clone algorithm). What the
 * worker does to its copy, you never see. A buffer in the transfer list is
 * moved instead: nothing is copied, and it is gone here.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

const worker = new Worker(new URL("./message-echo.mjs", import.meta.url));

// #region send
const order = { _id: 7, total: 120 };
const bytes = new ArrayBuffer(1_000_000);

worker.postMessage({ order, bytes }, [bytes]); // copied, and moved
const [there] = await once(worker, "message");

console.log(
  `the worker set its total to ${there.total}, ours is ${order.total}`,
);
console.log(`bytes there: ${there.bytes}, bytes here: ${bytes.byteLength}`);
// #endregion
