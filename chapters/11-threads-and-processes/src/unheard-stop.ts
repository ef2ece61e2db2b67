/**
 * @title A busy worker does not read its messages
 * @python a thread that never looks at its event
 * @twin cancel-a-worker.ts
 * @wrong
 *
 * The worker listens for "stop". But messages are handed out by its event loop,
 * and it computes in one long loop of its own. It hears of the stop when all
 * hundred hashes are done.
 */
import { on } from "node:events";
import { Worker } from "node:worker_threads";

const worker = new Worker(new URL("./hash-chunks-worker.mjs", import.meta.url));

// #region stop
for await (const [message] of on(worker, "message", { close: ["exit"] })) {
  if (message === 1) worker.postMessage("stop"); // it has only just begun
  if (typeof message === "string") console.log(message);
}
// #endregion
