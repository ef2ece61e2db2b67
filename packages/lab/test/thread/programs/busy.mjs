// Is busy for 60 ms at a time: in its first run, in a timer, and in the microtasks after one.
import { setTimeout as sleep } from "node:timers/promises";
import { loadedAtMs } from "./slow-module.mjs";

/** Ms on the clock that all processes share. */
function sharedNow() {
  return Number(process.hrtime.bigint()) / 1e6;
}

function busy(name) {
  const startMs = sharedNow();
  while (sharedNow() - startMs < 60);
  console.log(JSON.stringify([name, startMs, sharedNow()]));
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
