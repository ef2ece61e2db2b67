/**
 * The server's own process. Arguments: the port. Writes one line of JSON with the port when it listens, and ends
 * when its standard input does: that is when its parent is gone, however it went.
 */
import { startServer } from "./server.ts";

const port = Number(process.argv[2] ?? 0);

function log(line: string): void {
  process.stderr.write(`embedded-mongo: ${line}\n`);
}

process.stdin.on("end", () => process.exit(0));
process.stdin.on("error", () => process.exit(0));
process.stdin.resume();
// Ctrl-C goes to the whole group of processes; the parent decides when the server ends.
process.on("SIGINT", () => undefined);

try {
  const server = await startServer({ port, log });
  process.stdout.write(`${JSON.stringify({ port: server.port })}\n`);
} catch (error) {
  const { code } = error as NodeJS.ErrnoException;
  process.stdout.write(`${JSON.stringify({ error: code ?? String(error) })}\n`);
  process.exitCode = 1;
  process.stdin.pause();
}
