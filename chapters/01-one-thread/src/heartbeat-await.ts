/**
 * @title Give the thread back while you wait
 * @python asyncio.sleep
 * @twin heartbeat-busy.ts
 * @output {1..99} heartbeats in 400 ms
 *
 * The same 400 ms, but this function has nothing to do in them, and says so
 * with `await`. The thread goes back to the loop, and the timer beats on.
 * Notice the thin slices, one for each beat.
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
await sleep(400); // stands for 400 ms of waiting for somebody else
// #endregion
const during = heartbeats - before;

await sleep(50);
clearInterval(heart);
delay.disable();
console.log(`${during} heartbeats in 400 ms`);
console.log(`longest wait for the loop: ${Math.round(delay.max / 1e6)} ms`);
