/**
 * @title Rolling stop: take nobody new, answer the rest, close
 * @python gunicorn --graceful-timeout
 * @twin hard-stop.ts
 * @latency 200
 *
 * The same stop, but the old instance listens for SIGTERM. It takes nobody new,
 * answers what is under way, closes its client last, and ends by itself. The
 * other instance has taken over meanwhile. No request is lost.
 */
import { setImmediate } from "node:timers/promises";
import { ask, startInstance, stop } from "./load-balancer.ts";

const starting = [startInstance("yes"), startInstance("yes")] as const;
const [old, other] = await Promise.all(starting);

// #region rolling-stop
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
