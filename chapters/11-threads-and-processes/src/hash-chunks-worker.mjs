import { scryptSync } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

let isStopped = false;
parentPort.on("message", () => (isStopped = true));
const stop = workerData && new Int32Array(workerData);

let done = 0;
while (done < 100) {
  if (isStopped || (stop && Atomics.load(stop, 0) === 1)) break;
  scryptSync(`password ${done}`, "salt", 64, { cost: 4_096 });
  parentPort.postMessage(++done);
}
await sleep(10); // its event loop turns: what has come meanwhile is heard now
parentPort.postMessage(`ended after ${done === 100 ? "all 100" : "some"}`);
parentPort.close();
