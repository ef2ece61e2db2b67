// Starts a worker, a worker with options of its own, a forked and a spawned process.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { Worker } from "node:worker_threads";

const worker = new Worker(new URL("./worker.mjs", import.meta.url));
await once(worker, "exit");
const own = new Worker(new URL("./worker.mjs", import.meta.url), { execArgv: ["--no-warnings"] });
await once(own, "exit");
const forked = fork(new URL("./child.mjs", import.meta.url));
await once(forked, "exit");
const spawned = spawn(process.execPath, ["-e", "setTimeout(() => {}, 5)"], { stdio: "ignore" });
await once(spawned, "exit");
