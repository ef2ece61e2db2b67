/**
 * @title Compute in a worker, and the neighbor is served
 * @python loop.run_in_executor(ProcessPoolExecutor(), …)
 * @twin slow-neighbor.ts
 * @latency 5
 *
 * The report is computed on a thread of its own. The thread that serves only
 * waits for its result, as it waits for a query. The health check is answered
 * while the report is still being computed.
 */
import { MongoClient } from "mongodb";
import { Piscina } from "piscina";
import { serve } from "./serve.ts";

// #region worker
await using client = new MongoClient(process.env.MONGODB_URI!);
const admin = client.db("admin");
await admin.command({ ping: 1 });

const filename = new URL("./count-primes.mjs", import.meta.url).href;
const pool = new Piscina({ filename, maxThreads: 1 });

await using app = await serve(async ({ path }) => {
  if (path === "/report") return [200, await pool.run(1_500_000)];
  return [200, await admin.command({ ping: 1 })];
});
// #endregion

const paths = ["/report", "/health"];
const visits = paths.map(async (path) => {
  const answer = await fetch(app.url + path);
  console.log(path, answer.status);
});
await Promise.all(visits);
await pool.destroy();
