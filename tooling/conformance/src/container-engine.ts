import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "./run-command.ts";

export interface ContainerEngine {
  /** Ends it if it was started here; one that was there already goes on. */
  close(): Promise<void>;
}

/** Returns a Docker engine that answers: the one that is there, or Debian's, installed and started; or why there is none. */
export async function openContainerEngine(): Promise<ContainerEngine | { reason: string }> {
  if (await answers()) return { close: async () => {} };
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    return { reason: "No Docker engine answers, and only root on Linux can start one" };
  }
  if (!(await succeeds("dockerd", ["--version"]))) {
    await succeeds("apt-get", ["update", "-qq"]);
    await succeeds("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "docker.io"]);
    if (!(await succeeds("dockerd", ["--version"]))) {
      return { reason: "There is no dockerd, and Debian's docker.io can't be installed" };
    }
  }
  const engine = spawn("dockerd", [], { stdio: "ignore" });
  const ended = Promise.race([once(engine, "exit"), once(engine, "error")]).catch(() => undefined);
  const close = async (): Promise<void> => {
    engine.kill("SIGTERM");
    await ended;
  };
  for (let second = 0; second < 60 && engine.exitCode === null; second += 1) {
    if (await answers()) return { close };
    await sleep(1000);
  }
  await close();
  return { reason: "dockerd does not start on this machine" };
}

function answers(): Promise<boolean> {
  return succeeds("docker", ["info"]);
}

async function succeeds(file: string, args: string[]): Promise<boolean> {
  // A program that is not there is as good as one that fails.
  return runCommand(file, args, { env: { DEBIAN_FRONTEND: "noninteractive" } }).then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  );
}
