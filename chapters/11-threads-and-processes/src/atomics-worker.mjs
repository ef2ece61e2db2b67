import { workerData } from "node:worker_threads";
import { meet } from "./meet.mjs";

// #region count
const total = new Int32Array(workerData);

for (let turn = 0; turn < 1_000; turn++) {
  Atomics.add(total, 0, 1); // read, add and write in one step
  meet(workerData);
}
// #endregion
