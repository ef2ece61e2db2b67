/**
 * @title A load test at a fixed rate, whether the app answers or not
 * @python wrk2 -R, or locust's constant_throughput
 * @twin coordinated-omission.ts
 * @latency 5
 * @output p50 {ms} ms, p90 {ms} ms, longest {ms} ms
 *
 * Fifty visitors a second, each at a time of its own. While the app stands, they
 * still come, and wait together. Each wait counts from when the visitor was
 * due. Now p90 says what happened.
 */
import { setTimeout } from "node:timers/promises";
import { startApp } from "./app-with-failover.ts";

await using app = await startApp();

// #region fixed-rate
const startMs = performance.now();
async function visit(_: unknown, visitor: number) {
  const dueMs = startMs + visitor * 20;
  await setTimeout(dueMs - performance.now());
  await fetch(app.url).then((answer) => answer.text());
  return performance.now() - dueMs;
}
const waits = await Promise.all(Array.from({ length: 100 }, visit));
const sorted = waits.map(Math.round).sort((a, b) => a - b);
const [p50, p90, max] = [sorted[50], sorted[90], sorted[99]];
console.log(`p50 ${p50} ms, p90 ${p90} ms, longest ${max} ms`);
// #endregion
