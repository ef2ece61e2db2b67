/**
 * @title Blocking: compute while everything else waits
 * @python time.sleep
 * @twin heartbeat-await.ts
 * @wrong
 *
 * A timer should beat every 10 ms. For 400 ms the one thread computes, and the
 * timer does not beat once: a thread does one thing at a time. Notice the
 * solid block in the picture.
 */

// #region wait
let heartbeats = 0;
const heart = setInterval(() => heartbeats++, 10);

const until = performance.now() + 400;
while (performance.now() < until); // stands for 400 ms of computing

console.log(`${heartbeats} heartbeats meanwhile`);
clearInterval(heart);
// #endregion
