import { parentPort } from "node:worker_threads";

parentPort.on("message", ({ order, bytes }) => {
  order.total = 0; // our own copy
  parentPort.postMessage({ total: order.total, bytes: bytes.byteLength });
  parentPort.close();
});
