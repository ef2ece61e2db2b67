/**
 * @title What a return costs: one, two or three ticks
 * @python no counterpart: a returned coroutine is not awaited for you
 *
 * A tick is one turn of the microtask queue, from which code continues after an
 * await. A returned value takes one tick, `return await` takes two, and a
 * returned promise three. So `return await` is not the slow one.
 */

// #region ticks
async function returnValue() {
  return "mongodb";
}
async function returnAwait() {
  return await Promise.resolve("mongodb");
}
async function returnPromise() {
  return Promise.resolve("mongodb");
}

async function countTicks(start: () => Promise<string>) {
  let tick = 1;
  const settledAt = start().then(() => tick);
  for (; tick < 10; tick++) await Promise.resolve();
  return settledAt;
}

console.log("return a value:     ", await countTicks(returnValue));
console.log("return await:       ", await countTicks(returnAwait));
console.log("return the promise: ", await countTicks(returnPromise));
// #endregion
