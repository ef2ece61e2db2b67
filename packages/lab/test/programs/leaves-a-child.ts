/** @title Ends before the process that it has started */
import { spawn } from "node:child_process";

const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
  stdio: "inherit",
});
child.unref();
console.log(child.pid);
