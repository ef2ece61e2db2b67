/**
 * @title A fair lock: first come, first served
 * @python asyncio.Lock, which is fair
 * @twin barging-lock.ts
 *
 * Each caller waits for the one before it, and is what the next one waits for.
 * The promises are the line. A caller who has just released the lock and wants
 * it again joins the end of that line.
 */
import { setImmediate as turn } from "node:timers/promises";

// #region lock
let last = Promise.resolve();

async function lock() {
  const before = last;
  let release = () => {};
  last = new Promise((resolve) => (release = resolve));
  await before;
  return release;
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
