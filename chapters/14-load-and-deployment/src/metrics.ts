/**
 * @title Metrics: what the driver tells you of itself
 * @python pymongo.monitoring and prometheus_client
 * @pool default
 * @latency 100
 * @output mongodb_pool_waiting_max {4..12}
 *
 * The driver announces each command, and each wait for a connection. Count
 * them, and serve the counts. The most that ever waited says whether the pool
 * is too small, before your users do.
 */
import { MongoClient } from "mongodb";
import { serve } from "./serve.ts";

const pool = { maxPoolSize: 3, maxConnecting: 3, monitorCommands: true };
await using client = new MongoClient(process.env.MONGODB_URI!, pool);
const packages = client.db().collection("packages");

// #region metrics
const counts = { commands_total: 0, commands_failed: 0, pool_waiting_max: 0 };
let waiting = 0;
client.on("commandSucceeded", () => (counts.commands_total += 1));
client.on("commandFailed", () => (counts.commands_failed += 1));
client.on("connectionCheckOutStarted", () => {
  counts.pool_waiting_max = Math.max(counts.pool_waiting_max, (waiting += 1));
});
client.on("connectionCheckedOut", () => (waiting -= 1));
client.on("connectionCheckOutFailed", () => (waiting -= 1));

await using app = await serve(async ({ path }) => {
  if (path !== "/metrics") return [200, await packages.findOne()];
  const lines = Object.entries(counts).map(
    ([name, n]) => `mongodb_${name} ${n}`,
  );
  return [200, lines];
});
// #endregion

await Promise.all(Array.from({ length: 12 }, () => fetch(app.url)));
const metrics = await fetch(`${app.url}/metrics`);
for (const line of (await metrics.json()) as string[]) console.log(line);
