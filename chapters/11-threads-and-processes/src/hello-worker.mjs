// Workers are plain JavaScript here: Node 20 loads no TypeScript in a worker.
import { parentPort, workerData } from "node:worker_threads";

parentPort.postMessage(`hello from ${workerData}`);
