import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { bundleServer } from "./bundle.ts";
import { version } from "../commands/build-info.ts";
import type { MembersOptions } from "../replica-set/replica-set.ts";
import { setName } from "../replica-set/set-name.ts";

export interface EmbeddedServer {
  /** Connection string without a database and without credentials; `directConnection` included for a set of one, all hosts for one of several. */
  uri: string;
  host: string;
  /** Of the first member. */
  port: number;
  /** Of each member of its replica set. */
  ports: number[];
  /** Of the server's own process. */
  pid: number;
  /** The version of MongoDB whose behavior it follows. */
  version: string;
  /** Ends the process and resolves when it is gone. A second call does no harm. */
  close(): Promise<void>;
}

export interface EmbeddedServerOptions {
  /** Default: a free one. Of several members the first one's; the others get those that follow. */
  port?: number;
  /** Who must authenticate (SCRAM-SHA-256, authSource admin). Default: nobody needs to. */
  user?: { username: string; password: string };
  /** Certificate and key in PEM: connections speak TLS. Default: plain TCP, on loopback. */
  tls?: { cert: string; key: string };
  /** What a client is to see of a replica set; a model, which replicates nothing. Default: a set of one. */
  members?: MembersOptions;
  /** Closes the server when aborted. */
  signal?: AbortSignal;
}

/**
 * Starts the server as a process of its own, on 127.0.0.1, and returns it when it answers. It ends with `close()`, or when
 * this process ends, however that happens; it does not keep this process alive.
 *
 * @throws Error when the port is taken, or the process does not start
 */
export async function startEmbeddedServer(
  options: EmbeddedServerOptions = {},
): Promise<EmbeddedServer> {
  const { port = 0, user, tls, members, signal } = options;
  signal?.throwIfAborted();
  const program = await bundleServer();
  const child = spawn(process.execPath, [program, String(port)], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, EMBEDDED_MONGO_SECRETS: JSON.stringify({ user, tls, members }) },
    windowsHide: true,
  });
  const exited = once(child, "exit").catch(() => undefined);
  const lines = createInterface({ input: child.stdout });
  const ended = exited.then(() => undefined);
  const told = once(lines, "line").then(
    ([line]) => JSON.parse(String(line)) as { ports?: number[]; error?: string },
  );
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  // The process may be gone before anybody listens to its input.
  child.stdin.on("error", () => undefined);

  async function close(): Promise<void> {
    child.ref();
    child.stdin.end();
    // Its input's end is what it waits for; a process that hangs is ended the hard way.
    const timer = setTimeout(() => child.kill("SIGKILL"), 2000);
    await exited;
    clearTimeout(timer);
  }

  const answer = await Promise.race([told, ended, failed]);
  const [first, ...others] = answer?.ports ?? [];
  if (first === undefined) {
    await close();
    const last = port + (members?.count ?? 1) - 1;
    const where = port > 0 && last > port ? `the ports ${port} to ${last}` : `port ${port}`;
    const reason =
      answer?.error === "EADDRINUSE"
        ? "another program has it"
        : (answer?.error ?? "the process ended");
    throw new Error(
      `Cannot start the embedded server on ${where}: ${reason}. Choose another port, or 0 for a free one.`,
    );
  }
  lines.close();
  signal?.addEventListener("abort", () => void close(), { once: true });
  child.unref();
  child.stdout.destroy();
  unrefHandle(child.stdin);

  const hosts = [first, ...others].map((each) => `127.0.0.1:${each}`);
  const settings = members ? `replicaSet=${setName}` : "directConnection=true";
  return {
    uri: `mongodb://${hosts.join(",")}/?${settings}${tls ? "&tls=true" : ""}`,
    host: "127.0.0.1",
    port: first,
    ports: [first, ...others],
    pid: child.pid ?? 0,
    version,
    close,
  };
}

/** A child's pipes are sockets, which have `unref`, though their type does not say so. */
function unrefHandle(stream: object): void {
  if ("unref" in stream && typeof stream.unref === "function") stream.unref();
}
