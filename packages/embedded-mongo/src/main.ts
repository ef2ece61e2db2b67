/**
 * The server's own process. Arguments: the port. Its secrets come by the environment, which other users cannot read:
 * `EMBEDDED_MONGO_SECRETS` is JSON, `{ user?, tls?, members? }` of `startServer`. Writes one line of JSON with the ports when it listens, and ends
 * when its standard input does: that is when its parent is gone, however it went.
 */
import { startServer, type TlsFiles } from "./server.ts";
import type { MembersOptions } from "./replica-set/replica-set.ts";
import type { User } from "./sessions/users.ts";

interface Secrets {
  user?: User;
  tls?: TlsFiles;
  members?: MembersOptions;
}

const port = Number(process.argv[2] ?? 0);

function log(line: string): void {
  process.stderr.write(`embedded-mongo: ${line}\n`);
}

process.stdin.on("end", () => process.exit(0));
process.stdin.on("error", () => process.exit(0));
process.stdin.resume();
// Ctrl-C goes to the whole group of processes; the parent decides when the server ends.
process.on("SIGINT", () => undefined);

const secrets = JSON.parse(process.env.EMBEDDED_MONGO_SECRETS ?? "{}") as Secrets;
delete process.env.EMBEDDED_MONGO_SECRETS;

try {
  const server = await startServer({ port, log, ...secrets });
  process.stdout.write(`${JSON.stringify({ ports: server.ports })}\n`);
} catch (error) {
  const { code } = error as NodeJS.ErrnoException;
  process.stdout.write(`${JSON.stringify({ error: code ?? String(error) })}\n`);
  process.exitCode = 1;
  process.stdin.pause();
}
