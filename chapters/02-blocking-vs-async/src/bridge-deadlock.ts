/**
 * @title Deadlock: block until an answer that only this thread can give
 * @python loop.run_until_complete inside a running loop
 * @twin bridge-wait-async.ts
 * @wrong
 *
 * A worker asks a server that lives on this thread, and this thread sleeps
 * until the worker has its answer. The server cannot run, so the answer cannot
 * come. Notice that the request is served as soon as the thread is free.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { Worker } from "node:worker_threads";

let served = 0;
const server = createServer((_request, response) => {
  response.end(`answer ${++served}`);
});
await once(server.listen(0, "127.0.0.1"), "listening");

// #region bridge
const isAnswered = new Int32Array(new SharedArrayBuffer(4));
const askThisThread = `
  const { server, isAnswered } = require("node:worker_threads").workerData;
  fetch("http://127.0.0.1:" + server.port).then(() => {
    Atomics.store(isAnswered, 0, 1);
    Atomics.notify(isAnswered, 0);
  });
`;
const workerData = { server: server.address(), isAnswered };
const worker = new Worker(askThisThread, { eval: true, workerData });

const outcome = Atomics.wait(isAnswered, 0, 0, 2000);
console.log(`${outcome}, requests served: ${served}`);

await once(worker, "exit"); // the thread is free meanwhile
console.log(`in the end, requests served: ${served}`);
// #endregion

server.close();
