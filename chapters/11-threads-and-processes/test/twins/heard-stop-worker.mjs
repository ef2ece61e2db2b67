import { scryptSync } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { parentPort } from "node:worker_threads";

let isStopped = false;
parentPort.on("message", () => (isStopped = true));

let done = 0;
while (done < 100) {
  scryptSync(`password ${done}`, "salt", 64, { cost: 4_096 });
  parentPort.postMessage(++done);
  await turn(); // it looks at its messages, and goes on all the same
}
parentPort.postMessage(isStopped ? "ended after all 100" : "");
parentPort.close();
