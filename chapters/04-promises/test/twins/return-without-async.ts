/**
 * @title Without the word async a returned promise is the caller's own, and adopts nothing
 * @wrong
 */
function returnValue() {
  return Promise.resolve("mongodb");
}
function returnAwait() {
  return Promise.resolve("mongodb");
}
function returnPromise() {
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
