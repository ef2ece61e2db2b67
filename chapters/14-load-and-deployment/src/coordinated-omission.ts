/**
 * @title Wrong: a load test that waits for the server
 * @python locust with one user and no wait time
 * @twin fixed-rate.ts
 * @wrong
 * @latency 5
 * @output p50 {ms} ms, p90 {ms} ms, longest {ms} ms
 *
 * The app stands for a second in the middle. This test sends the next request
 * when the last one is answered, so in that second it sends nothing. One slow
 * answer among a hundred: p90 looks perfect. Real visitors would have come.
 */
import autocannon from "autocannon";
import { startApp } from "./app-with-failover.ts";

await using app = await startApp();

// #region coordinated-omission
const { latency } = await autocannon({
  url: app.url,
  connections: 1,
  amount: 100,
});
const { p50, p90, max } = latency;
console.log(`p50 ${p50} ms, p90 ${p90} ms, longest ${max} ms`);
// #endregion
