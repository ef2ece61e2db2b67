/**
 * @title Deadlock: block on an answer that only this thread can give
 * @python loop.run_until_complete inside a running loop
 * @twin bridge-wait-async.ts
 * @wrong
 *
 * A worker asks a server that lives on this thread, and this thread stands
 * still until the worker has its answer. The server cannot run, so the answer
 * cannot come. Notice that the request is served once the thread is free.
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
const outcome = Atomics.wait(isAnswered, 0, 0, 2000);
// #endregion

console.log(`Atomics: ${outcome}, requests served: ${served}`);
await once(worker, "exit");
console.log(`the thread is free, requests served: ${served}`);
server.close();
