import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const loaderUrl = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Starts a lab in a process of its own, which runs a program without end, and returns both process ids. */
async function startLab(onEnd: (end: () => void) => void) {
  const script = fileURLToPath(new URL("./programs/runs-a-lab.ts", import.meta.url));
  const lab = spawn(process.execPath, ["--import", loaderUrl, script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onEnd(() => void lab.kill("SIGKILL"));
  const [line] = (await once(createInterface({ input: lab.stdout }), "line")) as [string];
  const { program, server } = JSON.parse(line) as { program: number; server: number };
  return { lab, program, server };
}

/** Waits until a process is gone; the test's own time limit ends the wait. */
async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe("ESRCH");
      return;
    }
    await sleep(10);
  }
}

test.concurrent.for(["SIGKILL", "SIGINT"] as const)(
  "a lab that %s ends takes its program and its server with it",
  async (signal, { onTestFinished }) => {
    const { lab, program, server } = await startLab(onTestFinished);
    expect(program).toBeGreaterThan(1);

    lab.kill(signal);

    await once(lab, "exit");
    await untilGone(program);
    await untilGone(server);
  },
);
