/**
 * @title A lock that does not keep a line: one takes it again and again
 * @python while locked: await asyncio.sleep(0)
 * @twin fair-lock.ts
 * @wrong
 *
 * The first caller to look while this lock is free gets it. The one that has
 * just released it looks again at once, so the other gets nothing until the
 * first has finished. This is called starvation, and nothing fails.
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
