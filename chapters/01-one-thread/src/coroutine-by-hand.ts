/**
 * @title An event loop in twenty lines
 * @python a generator and a scheduler
 *
 * Two functions run by turns on one thread, because each gives the thread back
 * when it has to wait. The loop keeps what waits in a queue, sleeps until the
 * first is due, and lets it go on. Node's own loop does the same, and sleeps
 * until a socket has something to read, too.
 */
type Coroutine = Generator<number, void>;

// #region loop
const waiting: { dueMs: number; coroutine: Coroutine }[] = [];

function start(coroutine: Coroutine) {
  const { done, value: sleepMs } = coroutine.next(); // runs to the next yield
  if (done) return;
  waiting.push({ dueMs: performance.now() + sleepMs, coroutine });
}

function runUntilAllAreDone() {
  for (;;) {
    waiting.sort((one, other) => one.dueMs - other.dueMs);
    const next = waiting.shift();
    if (!next) return;
    sleepUntil(next.dueMs); // the only place where the thread waits
    start(next.coroutine);
  }
}
// #endregion

const clock = new Int32Array(new SharedArrayBuffer(4));

function sleepUntil(dueMs: number) {
  Atomics.wait(clock, 0, 0, Math.max(0, dueMs - performance.now()));
}

// #region functions
function* publish(name: string): Coroutine {
  for (const step of ["packs", "uploads", "announces"]) {
    console.log(`${name} ${step}`);
    yield 20; // ms that this step would have to wait for somebody else
  }
}

start(publish("bson"));
start(publish("mingo"));
runUntilAllAreDone();
// #endregion
