/**
 * @title Wrong: stop an instance while it has requests
 * @python kill the old worker
 * @twin rolling-stop.ts
 * @wrong
 * @latency 200
 *
 * Two instances serve, and the old one is to be replaced. It gets SIGTERM, and
 * ends at once: that is what Node does by default. Five callers were waiting
 * for an answer from it, and get none.
 */
import { setImmediate } from "node:timers/promises";
import { ask, startInstance, stop } from "./load-balancer.ts";

const starting = [startInstance("no"), startInstance("no")] as const;
const [old, other] = await Promise.all(starting);

// #region hard-stop
const five = () => Array.from({ length: 5 });
const before = five().flatMap(() => [ask(old), ask(other)]);
await setImmediate(); // now they are connected
const stopped = stop(old);
const after = five().map(() => ask(other));

const results = await Promise.all([...before, ...after]);
console.log("answered:", results.filter((one) => one === "answered").length);
console.log("lost:", results.filter((one) => one === "lost").length);
// #endregion
await stopped;
await stop(other);
