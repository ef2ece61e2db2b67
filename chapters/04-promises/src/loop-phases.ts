/**
 * @title Two queues are emptied before the event loop turns
 * @python loop.call_soon, whose queue is the only one
 *
 * Microtasks (promises) and process.nextTick have a queue each, and both must
 * be empty before the next immediate, timer or reply. After a callback, the
 * ticks go first. A module's body is itself a microtask, so there the
 * microtasks go first.
 */

// #region queues
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

fillQueues("module:  ");
setImmediate(() => fillQueues("callback:"));
// #endregion
