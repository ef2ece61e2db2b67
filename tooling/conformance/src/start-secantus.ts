import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { python } from "./install-python-packages.ts";

export interface OtherServer {
  uri: string;
  close(): Promise<void>;
}

/** https://pypi.org/project/secantusdb/ */
export const secantusRequirement = "secantusdb==0.7.0b3";

/**
 * Starts SecantusDB as its own process on loopback, its data in memory, and returns it when it accepts connections.
 *
 * @throws Error when it ends, or does not listen within a minute
 */
export async function startSecantus(): Promise<OtherServer> {
  const port = await findFreePort();
  const child = spawn(
    python,
    ["-m", "secantus", "--host", "127.0.0.1", "--port", String(port), "--storage-path", ":memory:"],
    { stdio: "ignore", windowsHide: true },
  );
  const exited = once(child, "exit");
  const deadlineMs = performance.now() + 60_000;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || performance.now() > deadlineMs) {
      child.kill("SIGKILL");
      throw new Error(`SecantusDB did not listen on port ${port}: exit code ${child.exitCode}`);
    }
    await sleep(200);
  }
  return {
    uri: `mongodb://127.0.0.1:${port}/?directConnection=true`,
    async close() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Another program may take the port before SecantusDB does: then it ends, and its start fails. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
