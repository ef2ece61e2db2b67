/**
 * @title An event loop in fifteen lines
 * @python a generator and a scheduler
 *
 * Two functions take turns on one thread, because each gives the thread back
 * when it has to wait. The loop keeps a list of waiting functions, sleeps until
 * the first one is due, and resumes it. Node's own loop does the same, and
 * watches sockets as well.
 */

// #region loop
type Coroutine = Generator<number, void>;
const waiting: { dueMs: number; coroutine: Coroutine }[] = [];

function resume(coroutine: Coroutine) {
  const { done, value: sleepMs } = coroutine.next(); // runs to the next yield
  if (!done) waiting.push({ dueMs: performance.now() + sleepMs, coroutine });
}

function runLoop() {
  for (;;) {
    waiting.sort((one, other) => one.dueMs - other.dueMs);
    const next = waiting.shift();
    if (!next) return;
    sleepUntil(next.dueMs); // the only place where the thread waits
    resume(next.coroutine);
  }
}
// #endregion

function sleepUntil(dueMs: number) {
  const nobodyWakesIt = new Int32Array(new SharedArrayBuffer(4));
  const sleepMs = Math.max(0, dueMs - performance.now());
  Atomics.wait(nobodyWakesIt, 0, 0, sleepMs);
}

// #region functions
function* publish(name: string): Coroutine {
  for (const step of ["packs", "uploads", "announces"]) {
    console.log(`${name} ${step}`);
    yield 20; // the ms that this step has to wait
  }
}

resume(publish("bson"));
resume(publish("mingo"));
runLoop();
// #endregion
