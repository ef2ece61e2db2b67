/**
 * @title The same code begun from a callback, not from the body of a module
 * @wrong
 */
function fillQueues(where: string) {
  let step = 0;
  const log = (what: string) => console.log(where, (step += 1), what);

  setImmediate(() => log("setImmediate"));
  process.nextTick(() => {
    log("nextTick");
    queueMicrotask(() => log("microtask that the nextTick added"));
  });
  queueMicrotask(() => {
    log("microtask");
    process.nextTick(() => log("nextTick that the microtask added"));
  });
  log("the code itself, to its end");
}

setImmediate(() => fillQueues("module  "));

setImmediate(() => fillQueues("callback"));
