import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";

export interface Instance {
  port: number;
  process: ChildProcess;
}

/** Starts an instance of the app as a process of its own. */
export async function startInstance(drain: "yes" | "no"): Promise<Instance> {
  const file = new URL("./instance.mjs", import.meta.url);
  const child = fork(file, { env: { ...process.env, DRAIN: drain } });
  const [port] = (await once(child, "message")) as [number];
  return { port, process: child };
}

/** Tells an instance to stop, and resolves when its process is gone. */
export async function stop({ process: child }: Instance) {
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

/** Asks an instance, over a connection of its own. */
export function ask({ port }: Instance): Promise<"answered" | "lost"> {
  return new Promise((resolve) => {
    get({ host: "127.0.0.1", port, agent: false }, (response) => {
      response.resume();
      response.once("end", () => resolve("answered"));
      response.once("error", () => resolve("lost"));
    }).once("error", () => resolve("lost"));
  });
}
