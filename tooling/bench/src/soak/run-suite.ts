import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";

export interface SuiteResult {
  exitCode: number | null;
  durationMs: number;
}

/** Runs every package's tests, none of them from the cache, and writes what they print to `log`. */
export async function runSuite(options: {
  root: string;
  log: string;
  filters: string[];
  signal: AbortSignal;
}): Promise<SuiteResult> {
  const { root, log, filters, signal } = options;
  const startMs = performance.now();
  const turbo = join(root, "node_modules", "turbo", "bin", "turbo");
  const child = spawn(
    process.execPath,
    [
      turbo,
      "run",
      "test",
      "--force",
      "--continue",
      "--output-logs=full",
      ...filters.map((filter) => `--filter=${filter}`),
    ],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } },
  );
  const end = (): void => void child.kill("SIGINT");
  signal.addEventListener("abort", end, { once: true });
  const file = createWriteStream(log);
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  const [exitCode] = (await once(child, "close")) as [number | null];
  signal.removeEventListener("abort", end);
  file.end();
  await once(file, "finish");
  return { exitCode, durationMs: performance.now() - startMs };
}
