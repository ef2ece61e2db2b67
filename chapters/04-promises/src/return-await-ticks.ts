/**
 * @title What a return costs: one, two or three ticks
 * @python no counterpart: a returned coroutine is not awaited for you
 *
 * A tick is one turn of the microtask queue. Returning a value settles the
 * promise at once; `return await` waits a tick for the inner promise first;
 * returning the promise itself takes two more to adopt it. So `return await`
 * is not the slow one, and it is the one that a try block can catch.
 */

// #region returns
async function returnValue() {
  return "mongodb";
}
async function returnAwait() {
  return await Promise.resolve("mongodb");
}
async function returnPromise() {
  return Promise.resolve("mongodb");
}
// #endregion

// #region ticks
async function countTicks(start: () => Promise<string>) {
  let tick = 1;
  const settledAt = start().then(() => tick);
  for (; tick < 10; tick += 1) await Promise.resolve();
  return await settledAt;
}
// #endregion

for (const start of [returnValue, returnAwait, returnPromise]) {
  console.log(`${start.name.padEnd(13)} ${await countTicks(start)}`);
}
