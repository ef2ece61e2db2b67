/**
 * @title Give the thread back while you wait
 * @python asyncio.sleep
 * @twin heartbeat-busy.ts
 * @output {1..99} heartbeats meanwhile
 *
 * The same 400 ms, but this function has nothing to do meanwhile, and `await`
 * says so. The thread goes back to the event loop, and the timer keeps beating.
 * Notice the thin slices, one for each beat.
 */
import { setTimeout as sleep } from "node:timers/promises";

// #region wait
let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);

await sleep(400); // stands for 400 ms of waiting, for a reply or a file

console.log(`${heartbeats} heartbeats meanwhile`);
clearInterval(heart);
// #endregion
