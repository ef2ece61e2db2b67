import { once } from "node:events";
import { Worker } from "node:worker_threads";

const worker = new Worker(new URL("../../src/message-echo.mjs", import.meta.url));

// #region send
const order = { _id: 7, total: 120 };
const bytes = new ArrayBuffer(1_000_000);

worker.postMessage({ order, bytes });
const [there] = await once(worker, "message");

console.log(`the worker set its total to ${there.total}, ours is ${order.total}`);
console.log(`bytes there: ${there.bytes}, bytes here: ${bytes.byteLength}`);
// #endregion
