// Ends in the middle of a timer, in the way that its argument says.
import { setTimeout as sleep } from "node:timers/promises";

await sleep(10);
setTimeout(() => {
  const start = performance.now();
  while (performance.now() - start < 30);
  switch (process.argv[2]) {
    case "exit":
      process.exit(7);
    case "throw":
      throw new Error("on purpose");
    case "kill":
      process.kill(process.pid, "SIGKILL");
      for (;;);
    case "close-stdout":
      process.stdout.destroy();
      setTimeout(() => {
        console.log("nobody hears this");
      }, 5);
  }
}, 10);
