/**
 * @title How many users: two variants in one run, until the knee
 * @python locustfile.py: wait_time = between(5, 30), @task(1), (5), (15)
 * @latency 50
 * @plot answered
 * @plot p99 (ms)
 * @output pool of {pool}, {users} users: answered {n}, p50 {ms}, p99 {ms}
 *
 * Users think between two pages. Here they think a hundredth of the 5 to 30
 * seconds of real ones, so each stands for a hundred. With more users the small
 * pool stops answering more, and only p99 grows: that is the knee.
 */
import { setTimeout } from "node:timers/promises";
import { MongoClient } from "mongodb";
import { serve } from "./serve.ts";

const pages = [..."a".repeat(1), ..."b".repeat(5), ..."c".repeat(15)];

async function visit(maxPoolSize: number, users: number) {
  const pool = { maxPoolSize, maxConnecting: maxPoolSize };
  await using client = new MongoClient(process.env.MONGODB_URI!, pool);
  const packages = client.db().collection("packages");
  await using app = await serve(async () => [200, await packages.findOne()]);
  const times: number[] = [];
  const endMs = performance.now() + 600;

  // #region user
  async function user(seed: number) {
    for (let page = seed; performance.now() < endMs; page += 1) {
      await setTimeout(50 + ((page * 97) % 250)); // 5 to 30 s, scaled
      const startMs = performance.now();
      await fetch(`${app.url}/${pages[page % pages.length]}`);
      times.push(performance.now() - startMs);
    }
  }
  await Promise.all(Array.from({ length: users }, (_, n) => user(n)));
  // #endregion

  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  const [p50, p99] = [at(0.5), at(0.99)].map(Math.round);
  console.log(
    `pool of ${maxPoolSize}, ${users} users: answered ${times.length}, p50 ${p50}, p99 ${p99}`,
  );
}

for (const pool of [2, 40]) {
  for (const users of [5, 15, 45]) await visit(pool, users);
}
