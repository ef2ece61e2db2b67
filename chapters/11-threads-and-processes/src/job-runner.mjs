// One file for both: a thread hears its port, a process hears its parent.
import { parentPort } from "node:worker_threads";
import countPrimes from "./count-primes.mjs";

const answer = (job) => ({ primes: countPrimes(job), pid: process.pid });

if (parentPort) {
  parentPort.once("message", (job) => parentPort.postMessage(answer(job)));
} else {
  process.once("message", (job) => {
    process.send(answer(job), () => process.disconnect());
  });
}
