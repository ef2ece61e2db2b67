/**
 * What the stand-in image runs in mongod's place. The embedded server listens on loopback only, inside of the container as
 * anywhere else; this accepts what comes from outside of it and hands it on.
 */
import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";

const server = spawn(process.execPath, ["/embedded-mongo/main.mjs", "0"], {
  stdio: ["pipe", "pipe", "inherit"],
});
server.once("exit", (exitCode) => process.exit(exitCode ?? 1));
// The first process of a container is not ended by a signal that it does not listen to.
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => server.stdin.end());

createInterface({ input: server.stdout }).once("line", (line) => {
  const { ports } = JSON.parse(line) as { ports: number[] };
  const [port = 0] = ports;
  createServer((outside) => {
    const inside = connect({ port, host: "127.0.0.1", noDelay: true });
    outside.setNoDelay(true);
    outside.pipe(inside).pipe(outside);
    outside.on("error", () => inside.destroy());
    inside.on("error", () => outside.destroy());
  }).listen(27017, "0.0.0.0");
});
