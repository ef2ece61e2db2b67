import { parentPort } from "node:worker_threads";

parentPort.postMessage("hello");
const start = performance.now();
while (performance.now() - start < 30);
