/**
 * Blocks this thread until the other one has come here, too. `memory` holds
 * two numbers for it after the shared total: who has come, and how often.
 */
export function meet(memory) {
  const place = new Int32Array(memory);
  const times = Atomics.load(place, 2);
  if (Atomics.add(place, 1, 1) === 0) {
    Atomics.wait(place, 2, times);
  } else {
    Atomics.store(place, 1, 0);
    Atomics.add(place, 2, 1);
    Atomics.notify(place, 2);
  }
}
