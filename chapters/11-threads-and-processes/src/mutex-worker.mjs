import { workerData } from "node:worker_threads";

// #region mutex
const [free, locked] = [0, 1];
const memory = new Int32Array(workerData); // [the total, the lock]

function lock() {
  // If it was free, it is ours now; both in one step.
  while (Atomics.compareExchange(memory, 1, free, locked) !== free) {
    Atomics.wait(memory, 1, locked); // sleep until somebody unlocks
  }
}

function unlock() {
  Atomics.store(memory, 1, free);
  Atomics.notify(memory, 1, 1);
}

for (let turn = 0; turn < 200; turn++) {
  lock();
  const seen = memory[0];
  Atomics.wait(memory, 2, 0, 1); // 1 ms of work between read and write
  memory[0] = seen + 1;
  unlock();
}
// #endregion
