// Throws where nobody can catch it, and goes on.
import { setTimeout as sleep } from "node:timers/promises";

process.on("uncaughtException", (error) => console.log(`handled: ${error.message}`));
setTimeout(() => {
  throw new Error("in a timer");
}, 5);
await sleep(20);
process.nextTick(() => {
  throw new Error("in a tick");
});
await sleep(20);
setImmediate(() => {
  const start = performance.now();
  while (performance.now() - start < 30);
  console.log("goes on");
});
