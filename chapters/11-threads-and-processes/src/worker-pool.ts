/**
 * @title A pool of threads computes in parallel
 * @python concurrent.futures.ProcessPoolExecutor
 * @twin promise-all-cpu.ts
 * @output {4..} heartbeats meanwhile
 *
 * The same four jobs go to a pool of two threads. The main thread only sends
 * the jobs and takes the results, so its timer keeps beating. Notice that the
 * two workers compute at the same time, as far as there are processors for it.
 */
import { Piscina } from "piscina";

let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);

// #region jobs
const filename = new URL("./count-primes.mjs", import.meta.url).href;
const pool = new Piscina({ filename, minThreads: 2, maxThreads: 2 });
const jobs = [2, 1, 3, 4].map((million) => ({
  from: million * 1_000_000,
  to: million * 1_000_000 + 300_000,
}));
const counts = await Promise.all(jobs.map((job) => pool.run(job)));
console.log(`primes: ${counts.join(", ")}`);
// #endregion

clearInterval(heart);
console.log(`${heartbeats} heartbeats meanwhile`);
await pool.close();
