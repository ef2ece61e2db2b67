import { once } from "node:events";
import { Worker } from "node:worker_threads";

const file = new URL("../../src/job-runner.mjs", import.meta.url);
for (const name of ["inThread", "inProcess"]) {
  const worker = new Worker(file);
  worker.postMessage({ from: 1_000_000, to: 1_050_000 });
  const [{ primes }] = await once(worker, "message");
  console.log(`${name}: ${primes} primes, found in our process`);
  await worker.terminate();
}
