// Does a little now and then, and then waits for ever.
import { setTimeout as sleep } from "node:timers/promises";

await sleep(5);
await sleep(5);
setInterval(() => {}, 1_000_000);
process.stdout.write("waiting\n");
