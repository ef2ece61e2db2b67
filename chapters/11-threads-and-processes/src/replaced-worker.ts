/**
 * @title A process dies, and another one does its job
 * @python BrokenProcessPool, caught and retried
 * @twin lost-job.ts
 *
 * Wait for the answer or for the end of the process, whichever comes first. If
 * it is the end, start another process and give it the job again, but only a
 * few times: some jobs kill every process that tries them. A job may then run
 * twice, so it should not matter if it does.
 */
import { fork } from "node:child_process";
import { once } from "node:events";

const file = new URL("./fragile-runner.mjs", import.meta.url);

// #region jobs
let child = fork(file);

async function run(job: number) {
  for (let attempt = 1; attempt <= 3; attempt++) {
    child.send({ job, attempt });
    const died = once(child, "exit").then(() => undefined);
    const [answer] = (await Promise.race([once(child, "message"), died])) ?? [];
    if (answer !== undefined) return answer;
    console.log(`job ${job}: the process died, starting another`);
    child = fork(file);
  }
  throw new Error(`job ${job} has killed three processes`);
}

for (const job of [1, 2, 3]) console.log(await run(job));
child.disconnect();
// #endregion
