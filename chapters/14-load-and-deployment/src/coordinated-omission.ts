/**
 * @title Wrong: a load test that waits for the server
 * @python locust with one user and no wait time
 * @twin fixed-rate.ts
 * @wrong
 * @latency 5
 *
 * The app stands for a second in the middle. This test sends the next request
 * when the last one is answered, so in that second it sends nothing. One slow
 * answer among sixty: p95 looks fine. Real visitors would have come.
 */
import autocannon from "autocannon";
import { startApp } from "./app-with-failover.ts";

await using app = await startApp();

// #region coordinated-omission
let waited = 0;
await autocannon({
  url: app.url,
  connections: 1,
  amount: 60,
  setupClient: (client) =>
    client.on(
      "response",
      (_status, _bytes, ms) => (waited += ms < 500 ? 0 : 1),
    ),
});
console.log(`waited for half a second or more: ${waited} of 60`);
// #endregion
