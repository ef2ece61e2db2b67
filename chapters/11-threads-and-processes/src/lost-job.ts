/**
 * @title A process dies, and its job with it
 * @python a ProcessPoolExecutor that is broken
 * @twin replaced-worker.ts
 * @wrong
 * @exits 13
 *
 * Jobs go to a child process, one at a time, and we wait for each answer. At
 * job 2 the process dies. Nobody listens for that, so the promise of its answer
 * never settles. Node sees that nothing can happen anymore, and gives up.
 */
import { fork } from "node:child_process";
import { once } from "node:events";

const file = new URL("./fragile-runner.mjs", import.meta.url);

// #region jobs
const child = fork(file);

for (const job of [1, 2, 3]) {
  child.send({ job, attempt: 1 });
  const [answer] = await once(child, "message");
  console.log(answer);
}
child.disconnect();
// #endregion
