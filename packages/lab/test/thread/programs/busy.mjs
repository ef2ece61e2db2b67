// Is busy for 60 ms at a time: in its first run, in a timer, and in the microtasks after one.
import { setTimeout as sleep } from "node:timers/promises";
import { loadedAtMs } from "./slow-module.mjs";

function busy(name) {
  const startMs = performance.now();
  while (performance.now() - startMs < 60);
  const zero = Number(process.hrtime.bigint()) / 1e6 - performance.now();
  console.log(JSON.stringify([name, zero + startMs, zero + performance.now()]));
}

console.log(JSON.stringify(["module", loadedAtMs]));
busy("start");
await sleep(40);
busy("after await");
setTimeout(() => {
  void Promise.resolve()
    .then(() => null)
    .then(() => null)
    .then(() => process.nextTick(() => busy("tick")));
}, 40);
