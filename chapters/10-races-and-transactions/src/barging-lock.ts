/**
 * @title A lock that does not keep a line: one takes it again and again
 * @python while locked: await asyncio.sleep(0)
 * @twin fair-lock.ts
 * @wrong
 *
 * This lock is taken by whoever looks first when it is free. The one that has
 * just released it looks at once, so the other one gets nothing until the first
 * has finished. It is called starvation, and nothing ever fails.
 */
import { setImmediate as turn } from "node:timers/promises";

// #region lock
let isLocked = false;

async function lock() {
  while (isLocked) await turn(); // look again later
  isLocked = true;
  return () => (isLocked = false);
}

async function serve(customer: string) {
  for (let time = 1; time <= 3; time++) {
    const release = await lock();
    console.log(customer, time);
    await turn(); // stands for the work
    release();
  }
}

await Promise.all([serve("ada"), serve("bob")]);
// #endregion
