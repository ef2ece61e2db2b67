import { once } from "node:events";
import { isMainThread, MessageChannel, parentPort, Worker } from "node:worker_threads";

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on("message", () => {});
  worker.postMessage("busy");
  worker.postMessage("again");
  try {
    worker.postMessage(() => "this cannot be sent");
  } catch {
    // It was never sent.
  }
  // A channel of our own is nobody else's business.
  const { port1, port2 } = new MessageChannel();
  port2.on("message", () => port2.close());
  port1.postMessage("to myself");
  await once(worker, "exit");
} else {
  let heard = 0;
  parentPort.on("message", () => {
    if (heard === 0) for (const end = performance.now() + 50; performance.now() < end;);
    parentPort.postMessage(++heard);
    if (heard === 2) parentPort.close();
  });
}
