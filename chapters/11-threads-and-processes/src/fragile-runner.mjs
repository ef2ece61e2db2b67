// Answers every job. The first time that it gets job 2, the process dies, as
// one does that runs out of memory.
process.on("message", ({ job, attempt }) => {
  if (job === 2 && attempt === 1) process.kill(process.pid, "SIGKILL");
  else process.send(`job ${job} done`);
});
