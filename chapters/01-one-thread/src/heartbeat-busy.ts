/**
 * @title Blocking: compute while others wait
 * @python time.sleep
 * @twin heartbeat-await.ts
 * @wrong
 *
 * A timer should beat every 10 ms. For 400 ms the thread computes, and the
 * timer does not beat once: there is one thread, and it is busy. Whatever was
 * due meanwhile comes late, all of it. Notice the solid block in the picture.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
await sleep(50);

const before = heartbeats;
// #region wait
const until = performance.now() + 400;
while (performance.now() < until); // stands for 400 ms of computing
// #endregion
const during = heartbeats - before;

await sleep(50);
clearInterval(heart);
delay.disable();
console.log(`${during} heartbeats in 400 ms`);
console.log(`longest wait for the loop: ${Math.round(delay.max / 1e6)} ms`);
