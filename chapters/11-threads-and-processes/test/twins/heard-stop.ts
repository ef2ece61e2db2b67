/** The worker gives its loop a turn after each hash. */
import { on } from "node:events";
import { Worker } from "node:worker_threads";

const worker = new Worker(new URL("./heard-stop-worker.mjs", import.meta.url));

// #region stop
for await (const [message] of on(worker, "message", { close: ["exit"] })) {
  if (message === 1) worker.postMessage("stop"); // it has only just begun
  if (typeof message === "string") console.log(message);
}
// #endregion
