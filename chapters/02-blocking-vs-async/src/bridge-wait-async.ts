/**
 * @title Await the answer, and be free to give it
 * @python await inside a running loop
 * @twin bridge-deadlock.ts
 *
 * The same worker asks the same server, but this thread goes back to its event
 * loop instead of standing still. So the server can run, and the answer comes.
 * Notice that one word makes the difference: `await`.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { Worker } from "node:worker_threads";

let served = 0;
const server = createServer((_request, response) => {
  served++;
  response.end("the answer");
});
await once(server.listen(0, "127.0.0.1"), "listening");

const isAnswered = new Int32Array(new SharedArrayBuffer(4));
const askFromAnotherThread = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { server, isAnswered } = workerData;
  parentPort.postMessage("ready");
  fetch("http://127.0.0.1:" + server.port).then(() => {
    Atomics.store(isAnswered, 0, 1);
    Atomics.notify(isAnswered, 0);
  });
`;
const worker = new Worker(askFromAnotherThread, {
  eval: true,
  workerData: { server: server.address(), isAnswered },
});
await once(worker, "message");

// #region bridge
const outcome = await Atomics.waitAsync(isAnswered, 0, 0, 2000).value;
// #endregion

console.log(`Atomics: ${outcome}, requests served: ${served}`);
await once(worker, "exit");
console.log(`the thread is free, requests served: ${served}`);
server.close();
