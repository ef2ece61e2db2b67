/**
 * @title Wrong: one handler computes, and its neighbor waits
 * @python a CPU-bound view in an asyncio app
 * @twin worker.ts
 * @wrong
 * @latency 5
 *
 * /report computes for a while, on the one thread that serves everybody. The
 * health check behind it needs one quick query, but it is read only when the
 * report is done. A load balancer would take this server for dead.
 */
import { MongoClient } from "mongodb";
import countPrimes from "./count-primes.mjs";
import { serve } from "./serve.ts";

// #region slow-neighbor
await using client = new MongoClient(process.env.MONGODB_URI!);
const admin = client.db("admin");
await admin.command({ ping: 1 });

await using app = await serve(async ({ path }) => {
  if (path === "/report") return [200, countPrimes(1_500_000)];
  return [200, await admin.command({ ping: 1 })];
});
// #endregion

const paths = ["/report", "/health"];
const visits = paths.map(async (path) => {
  const answer = await fetch(app.url + path);
  console.log(path, answer.status);
});
await Promise.all(visits);
