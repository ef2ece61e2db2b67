import { workerData } from "node:worker_threads";
import { meet } from "./meet.mjs";

// #region count
const total = new Int32Array(workerData);

for (let turn = 0; turn < 1_000; turn++) {
  const seen = total[0]; // this and the last line are `total[0]++`
  meet(workerData); // the worst moment: the other thread has read, too
  total[0] = seen + 1;
  meet(workerData);
}
// #endregion
