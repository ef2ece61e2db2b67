/**
 * @title The same code begun from a callback, not from the body of a module
 * @wrong
 */
function fillQueues(where: string) {
  setImmediate(() => console.log(where, "immediate"));
  process.nextTick(() => {
    console.log(where, "tick");
    queueMicrotask(() => console.log(where, "microtask, added by the tick"));
  });
  queueMicrotask(() => {
    console.log(where, "microtask");
    process.nextTick(() => console.log(where, "tick, added by the microtask"));
  });
  console.log(where, "the code itself");
}

setImmediate(() => fillQueues("module:  "));
setImmediate(() => fillQueues("callback:"));
