/**
 * @title A load test at a fixed rate, whether the app answers or not
 * @python wrk2 -R, or locust's constant_throughput
 * @twin coordinated-omission.ts
 * @latency 5
 * @unsteady how many are in the app at once is for the machine to decide
 * @output waited for half a second or more: {8..60} of 60
 *
 * Thirty visitors a second, each at a time of its own. While the app stands,
 * they still come, and wait together. Each wait counts from when the visitor
 * was due. A quarter of them has waited for long.
 */
import { setTimeout } from "node:timers/promises";
import { startApp } from "./app-with-failover.ts";

await using app = await startApp();

// #region fixed-rate
const startMs = performance.now();
async function visit(_: unknown, visitor: number) {
  const dueMs = startMs + visitor * 30;
  await setTimeout(dueMs - performance.now());
  await fetch(app.url).then((answer) => answer.text());
  return performance.now() - dueMs;
}
const waits = await Promise.all(Array.from({ length: 60 }, visit));
const waited = waits.filter((ms) => ms >= 500).length;
console.log(`waited for half a second or more: ${waited} of 60`);
// #endregion
