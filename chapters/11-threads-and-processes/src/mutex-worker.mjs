import { workerData } from "node:worker_threads";

// [the total, the lock, where work sleeps, who asked how often, out of turn]
const memory = new Int32Array(workerData);

// #region mutex
const [free, locked] = [0, 1];

function lock() {
  const ticket = Atomics.add(memory, 3, 1); // only to see who asked first
  // If it was free, it is ours now; both in one step.
  while (Atomics.compareExchange(memory, 1, free, locked) !== free) {
    Atomics.wait(memory, 1, locked); // sleep until somebody unlocks
  }
  return ticket;
}

function unlock() {
  Atomics.store(memory, 1, free);
  Atomics.notify(memory, 1, 1);
}

for (let turn = 0; turn < 200; turn++) {
  const ticket = lock();
  if (ticket !== memory[0]) memory[4]++;
  const seen = memory[0];
  Atomics.wait(memory, 2, 0, 1); // 1 ms of work between read and write
  memory[0] = seen + 1;
  unlock();
}
// #endregion
