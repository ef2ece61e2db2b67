import { workerData } from "node:worker_threads";

// [the total, the display, where work sleeps, tickets drawn, out of turn]
const memory = new Int32Array(workerData);

// #region ticket
function lock() {
  const ticket = Atomics.add(memory, 3, 1); // nobody else gets this number
  for (;;) {
    const shown = Atomics.load(memory, 1);
    if (shown === ticket) return ticket;
    Atomics.wait(memory, 1, shown); // sleep until the display changes
  }
}

function unlock() {
  Atomics.add(memory, 1, 1);
  Atomics.notify(memory, 1); // all: only one of them has the number
}
// #endregion

for (let turn = 0; turn < 200; turn++) {
  const ticket = lock();
  if (ticket !== memory[0]) memory[4]++;
  const seen = memory[0];
  Atomics.wait(memory, 2, 0, 1); // 1 ms of work between read and write
  memory[0] = seen + 1;
  unlock();
}
