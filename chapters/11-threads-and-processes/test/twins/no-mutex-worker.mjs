import { workerData } from "node:worker_threads";
import { meet } from "../../src/meet.mjs";

const memory = new Int32Array(workerData);
for (let turn = 0; turn < 200; turn++) {
  const seen = memory[0];
  meet(workerData);
  memory[0] = seen + 1;
  meet(workerData);
}
