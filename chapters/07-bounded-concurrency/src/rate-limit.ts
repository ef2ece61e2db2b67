/**
 * @title So many per second: a token bucket
 * @python aiolimiter.AsyncLimiter
 * @twin unlimited.ts
 * @latency 50
 *
 * A semaphore bounds how many run at once; a rate bounds how many begin in a
 * time. The bucket holds two tokens, and gets one back every 50 ms. Who finds
 * none waits for the next. Notice two starts together, then one at a time.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const packages = client.db().collection("packages");

// #region bucket
function createBucket(size: number, refillMs: number) {
  let tokens = size;
  let last = Promise.resolve();
  const take = async () => {
    if (tokens === 0) await sleep(refillMs);
    else tokens--;
  };
  // Each waits behind the one before it, so a token is never given twice.
  return () => (last = last.then(take));
}
// #endregion

const startedAt: number[] = [];
const takeToken = createBucket(2, 50);

// #region use
await Promise.all(
  Array.from({ length: 10 }, async () => {
    await takeToken();
    startedAt.push(performance.now());
    await packages.findOne({ license: "MIT" });
  }),
);
// #endregion

const elapsedMs = Math.round(startedAt.at(-1)! - startedAt[0]!);
console.log(`${startedAt.length} queries began within ${elapsedMs} ms`);
