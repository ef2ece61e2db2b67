/**
 * @title Two locks in two orders, and everybody waits forever
 * @python two asyncio.Lock, taken in different orders
 * @twin ordered-locks.ts
 * @wrong
 * @exits 13
 *
 * Each transfer locks the account that it takes from, then the other one. Ada
 * pays Bob while Bob pays Ada: each holds what the other needs. Nothing can
 * happen anymore, so Node ends the program with exit code 13.
 */
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
const accounts = {
  ada: { balance: 100, lock: createLock() },
  bob: { balance: 100, lock: createLock() },
};
type Name = keyof typeof accounts;

async function transfer(from: Name, to: Name) {
  const releaseFirst = await accounts[from].lock();
  const releaseSecond = await accounts[to].lock();
  accounts[from].balance -= 10;
  accounts[to].balance += 10;
  releaseSecond();
  releaseFirst();
}

await Promise.all([transfer("ada", "bob"), transfer("bob", "ada")]);
console.log("both transfers are done");
// #endregion
