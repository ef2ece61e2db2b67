import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

const cell = new Int32Array(new SharedArrayBuffer(4));
await sleep(5);
Atomics.wait(cell, 0, 0, 120);
await sleep(5);
execFileSync(process.execPath, ["-e", "setTimeout(() => {}, 120)"], { env: {} });
await sleep(5);
const until = process.cpuUsage().user + 120_000;
while (process.cpuUsage().user < until);
await sleep(5);
