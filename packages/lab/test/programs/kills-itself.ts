/** @title Is killed by a signal */
console.log("before");
process.kill(process.pid, "SIGKILL");
setInterval(() => {}, 1000);
