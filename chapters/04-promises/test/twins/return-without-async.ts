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
  for (; tick < 10; tick += 1) await Promise.resolve();
  return await settledAt;
}

for (const start of [returnValue, returnAwait, returnPromise]) {
  console.log(`${start.name.padEnd(13)} ${await countTicks(start)}`);
}
