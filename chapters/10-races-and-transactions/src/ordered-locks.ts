/**
 * @title Take locks in one order, and nobody waits forever
 * @python sort the locks before you acquire them
 * @twin two-locks.ts
 *
 * Every transfer locks the accounts in the order of their names, no matter who
 * pays whom. The second transfer waits for its first lock while it holds
 * nothing, so the circle cannot close.
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
  const [first, second] = from < to ? [from, to] : [to, from];
  const releaseFirst = await accounts[first].lock();
  const releaseSecond = await accounts[second].lock();
  accounts[from].balance -= 10;
  accounts[to].balance += 10;
  releaseSecond();
  releaseFirst();
}

await Promise.all([transfer("ada", "bob"), transfer("bob", "ada")]);
console.log("both transfers are done");
// #endregion
