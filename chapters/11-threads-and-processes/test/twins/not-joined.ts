import { Worker } from "node:worker_threads";

const file = new URL("../../src/hello-worker.mjs", import.meta.url);
for (const name of ["one", "two"]) {
  new Worker(file, { workerData: name }).on("message", (text) => console.log(text));
}
console.log("both threads have ended");
