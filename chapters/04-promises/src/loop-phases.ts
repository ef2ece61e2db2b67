/**
 * @title Two queues are emptied before the event loop turns
 * @python loop.call_soon, whose queue is the only one
 *
 * Microtasks (promises) and process.nextTick have a queue each; both must be
 * empty before the next immediate, timer or reply. After a callback the ticks
 * go first. A module's body is itself a microtask, so there the others follow.
 */
// #region fill
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
// #endregion

// #region phases
fillQueues("module  ");

setImmediate(() => fillQueues("callback"));
// #endregion
