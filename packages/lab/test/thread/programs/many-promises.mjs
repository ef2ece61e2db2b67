// Starts 10,000 promises that all need one timer.
import { setTimeout as sleep } from "node:timers/promises";

const gate = sleep(10);
const all = Array.from({ length: 10_000 }, async (_, index) => {
  await gate;
  return index;
});
console.log((await Promise.all(all)).length);
