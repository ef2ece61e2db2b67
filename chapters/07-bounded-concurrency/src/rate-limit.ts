/**
 * @title A token bucket: so many per second, with room for a burst
 * @python aiolimiter.AsyncLimiter
 *
 * A semaphore limits how many run at once; a rate limits how many begin in a
 * given time. This bucket holds two tokens and gets one back every 100 ms. A
 * query without a token waits for the next one. Notice two that begin
 * together, then one at a time; and two together again after the pause.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect(); // so that the first queries are sent at once
const packages = client.db().collection("packages");

// #region bucket
function createBucket(size: number, refillMs: number) {
  let tokens = size;
  let countedAt = performance.now();

  async function take() {
    for (;;) {
      // What has come back since we last looked; the bucket never overflows.
      const now = performance.now();
      tokens = Math.min(size, tokens + (now - countedAt) / refillMs);
      countedAt = now;
      if (tokens >= 1) break;
      await sleep((1 - tokens) * refillMs);
    }
    tokens -= 1;
  }

  let line = Promise.resolve(); // first come, first served
  return () => (line = line.then(take));
}
// #endregion

// #region use
const takeToken = createBucket(2, 100);

async function ask() {
  await takeToken();
  await packages.findOne({ license: "MIT" });
}

await Promise.all([ask(), ask(), ask(), ask(), ask()]);
await sleep(300); // a quiet time, in which the bucket fills up
await Promise.all([ask(), ask(), ask()]);
console.log("8 queries answered");
// #endregion
