/**
 * @title How many users: two variants in one run, until the knee
 * @python locustfile.py: wait_time = between(5, 30), @task(1), (5), (15)
 * @latency 50
 * @unsteady how many answers a user gets is for the machine to decide
 * @plot answered
 * @plot p99 (ms)
 * @output pool 2, 3 users: answered {0..300}, p99 {1L..} ms
 * @output pool 2, 9 users: answered {0..300}, p99 {1L..} ms
 * @output pool 2, 27 users: answered {0..300}, p99 {1L..} ms
 * @output pool 40, 3 users: answered {0..300}, p99 {1L..} ms
 * @output pool 40, 9 users: answered {0..300}, p99 {1L..} ms
 * @output pool 40, 27 users: answered {0..300}, p99 {1L..} ms
 *
 * Users think between two pages. Here they think a hundredth of the 5 to 30
 * seconds of real ones, so each stands for a hundred. With more users the small
 * pool stops answering more, and only p99 grows: that is the knee.
 */
import { setTimeout } from "node:timers/promises";
import { MongoClient } from "mongodb";
import { serve } from "./serve.ts";

const pages = Array.from("abbbbbccccccccccccccc"); // weights 1, 5, 15

async function visit(maxPoolSize: number, users: number) {
  const pool = { maxPoolSize, maxConnecting: maxPoolSize };
  await using client = new MongoClient(process.env.MONGODB_URI!, pool);
  const packages = client.db().collection("packages");
  await using app = await serve(async () => [200, await packages.findOne()]);
  // #region user
  const times: number[] = [];
  let answered = 0;
  const endMs = performance.now() + 800;
  async function user(seed: number) {
    for (let page = seed; performance.now() < endMs; page += 1) {
      await setTimeout(50 + ((page * 97) % 250)); // 5 to 30 s, scaled
      const startMs = performance.now();
      await fetch(`${app.url}/${pages[page % pages.length]}`);
      const nowMs = performance.now();
      times.push(nowMs - startMs);
      if (nowMs < endMs) answered += 1;
    }
  }
  await Promise.all(Array.from({ length: users }, (_, n) => user(n)));
  // #endregion

  const sorted = times.toSorted((a, b) => a - b);
  const p99 = Math.round(sorted[Math.floor(times.length * 0.99)] ?? 0);
  const who = `pool ${maxPoolSize}, ${users} users`;
  console.log(`${who}: answered ${answered}, p99 ${p99} ms`);
}

for (const pool of [2, 40]) {
  for (const users of [3, 9, 27]) await visit(pool, users);
}
