/**
 * @title Asked from an immediate, a timer may come first
 * @twin loop-phases.ts
 * @wrong
 */
setImmediate(() => {
  setImmediate(() => console.log("immediate"));
  setTimeout(() => console.log("timer"), 0);
  process.nextTick(() => console.log("tick"));
  queueMicrotask(() => console.log("microtask"));
  void Promise.resolve().then(() => console.log("promise"));
  console.log("the code itself");
  // The timer is due when the loop comes to its timers, which is before its next immediates.
  const until = performance.now() + 3;
  while (performance.now() < until);
});
