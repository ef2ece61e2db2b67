// @ts-check
/**
 * Tells of messages between a worker and the thread that started it. Nobody but the sender knows when a message is
 * sent, so `postMessage` is put behind a function that says so; that it arrives is seen by the recorder's own hook.
 *
 * Ports of a MessageChannel of the program's own are numbered like all others, but whom they lead to is not known.
 */
import process from "node:process";
import { isMainThread, MessagePort, parentPort } from "node:worker_threads";

/** @type {WeakMap<object, number>} */
const numbers = new WeakMap();
let last = 0;

/**
 * @param {object} port
 * @returns {number} the number that this thread has for it
 */
export function numberOf(port) {
  let number = numbers.get(port);
  if (number === undefined) numbers.set(port, (number = ++last));
  return number;
}

/**
 * @param {object} tell
 * @param {() => number} tell.now this thread's clock
 * @param {(port: number, atMs: number) => void} tell.posted a message was posted
 * @param {(port: number, threadId: number) => void} tell.port the port leads to that worker; 0: to whoever started this thread
 */
export function watchPorts({ now, posted, port }) {
  const { prototype } = MessagePort;
  // oxlint-disable-next-line unbound-method -- called on the port that it is called on
  const original = prototype.postMessage;
  // oxlint-disable-next-line unbound-method -- a method, which has no `prototype` and cannot be constructed, as the original.
  const { postMessage } = {
    /** @this {MessagePort} @param {Parameters<typeof original>} rest */
    postMessage(...rest) {
      // The other thread may have it before this one goes on.
      const atMs = now();
      // What cannot be cloned throws, and was never sent.
      const result = Reflect.apply(original, this, rest);
      posted(numberOf(this), atMs);
      return result;
    },
  };
  Object.defineProperty(postMessage, "length", { value: original.length });
  prototype.postMessage = /** @type {typeof original} */ (postMessage);

  if (!isMainThread && parentPort) port(numberOf(parentPort), 0);
  // https://nodejs.org/api/process.html#event-worker: comes in the same turn in which the worker is made.
  process.on("worker", (worker) => {
    for (const symbol of Object.getOwnPropertySymbols(worker)) {
      if (symbol.description !== "kPublicPort") continue;
      const own = /** @type {Record<symbol, unknown>} */ (/** @type {unknown} */ (worker))[symbol];
      if (own instanceof MessagePort) port(numberOf(own), worker.threadId);
    }
  });
}
