/**
 * @title Asked from an immediate, a timer may come first
 * @twin loop-phases.ts
 * @wrong
 */
const order: string[] = [];

await new Promise((resolve) => setImmediate(resolve));
const immediate = new Promise<void>((resolve) => {
  setImmediate(() => resolve(void order.push("immediate")));
});
const timer = new Promise<void>((resolve) => {
  setTimeout(() => resolve(void order.push("timer")), 0);
});
process.nextTick(() => order.push("tick"));
queueMicrotask(() => order.push("microtask"));
void Promise.resolve().then(() => order.push("promise"));
order.push("the code that asks");
// The timer is due when the loop comes to its timers, which is before its next immediates.
const until = performance.now() + 3;
while (performance.now() < until);

await timer;
await immediate;
for (const [index, name] of order.entries()) console.log(index + 1, name);
