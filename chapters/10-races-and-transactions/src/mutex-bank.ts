/**
 * @title One lock around the whole bank
 * @python with an RLock around each transfer
 * @twin unsafe-bank.ts
 *
 * A transfer that must wait in the middle takes a lock first. The next one
 * waits until it is released, in the order in which they asked. `finally`
 * releases it even when a transfer throws, or all others would wait forever.
 */
import { setImmediate as turn } from "node:timers/promises";

function createLock() {
  let last = Promise.resolve();
  return async () => {
    const before = last;
    let release = () => {};
    last = new Promise((resolve) => (release = resolve));
    await before; // first come, first served
    return release;
  };
}

// #region transfer
const accounts = { ada: 1_000, bob: 1_000, eve: 1_000 };
type Name = keyof typeof accounts;
const lock = createLock();

async function transfer(from: Name, to: Name, amount: number) {
  const release = await lock();
  try {
    const [left, right] = [accounts[from] - amount, accounts[to] + amount];
    await turn(); // a log line, a query, anything that is awaited
    accounts[from] = left;
    accounts[to] = right;
  } finally {
    release();
  }
}

await Promise.all([
  transfer("ada", "bob", 100),
  transfer("bob", "eve", 101),
  transfer("eve", "ada", 102),
]);

const { ada, bob, eve } = accounts;
console.log(`total: ${ada + bob + eve}, it was 3000`);
// #endregion
