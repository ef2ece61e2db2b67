/**
 * @title Promise.all does not compute in parallel
 * @python asyncio.gather over CPU-bound functions
 * @twin worker-pool.ts
 * @wrong
 *
 * Four jobs, all of them async functions, all awaited together. But none of
 * them ever waits for anything: each computes from its first line to its last,
 * and there is one thread. Notice the single solid block.
 */
import countPrimes from "./count-primes.mjs";

let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);

// #region jobs
const jobs = [2, 1, 3, 4].map((million) => ({
  from: million * 1_000_000,
  to: million * 1_000_000 + 300_000,
}));
const counts = await Promise.all(jobs.map(async (job) => countPrimes(job)));
console.log(`primes: ${counts.join(", ")}`);
// #endregion

clearInterval(heart);
console.log(`${heartbeats} heartbeats meanwhile`);
