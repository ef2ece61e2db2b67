/**
 * @title Await the answer, and be free to give it
 * @python await inside a running loop
 * @twin bridge-deadlock.ts
 *
 * The same worker asks the same server, but this thread goes back to its event
 * loop instead of sleeping. So the server can run, and the answer comes.
 * Notice that the thread is free while it waits.
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

const outcome = await Atomics.waitAsync(isAnswered, 0, 0, 2000).value;
console.log(`${outcome}, requests served: ${served}`);

await once(worker, "exit"); // the thread is free meanwhile
console.log(`in the end, requests served: ${served}`);
// #endregion

server.close();
