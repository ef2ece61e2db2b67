import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

if (isMainThread) {
  const memory = new SharedArrayBuffer(4);
  const isSent = new Int32Array(memory);
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  worker.on("message", () => {
    worker.postMessage("too late");
    Atomics.store(isSent, 0, 1);
    Atomics.notify(isSent, 0);
  });
} else {
  parentPort.on("message", () => console.log("heard"));
  parentPort.postMessage("here I am");
  Atomics.wait(new Int32Array(workerData), 0, 0);
  parentPort.close(); // before its loop has turned: nobody hears of the message
}
