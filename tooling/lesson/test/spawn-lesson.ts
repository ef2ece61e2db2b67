import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../bin/lesson.mjs", import.meta.url));

/** Folder of the programs that these tests run. */
export const programs = fileURLToPath(new URL("./programs", import.meta.url));

export interface Ended {
  stdout: string;
  stderr: string;
  exitCode: number | null;
}

export interface SpawnOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Arguments of Node, before the entry. */
  nodeArgs?: string[];
  /** Called with the child when it has been started. */
  onStart?: (child: ChildProcess) => void | Promise<void>;
  /** Called with the child and all of its stdout so far, whenever there is more of it. */
  onStdout?: (stdout: string, child: ChildProcess) => void | Promise<void>;
}

/** Runs the real command line in a process of its own, as it would be outside of any test, into pipes. */
export function spawnLesson(args: string[], options: SpawnOptions = {}): Promise<Ended> {
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), entry, ...args], {
    cwd: options.cwd ?? programs,
    env: { ...plainEnvironment(), ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  void options.onStart?.(child);
  const ended: Ended = { stdout: "", stderr: "", exitCode: null };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    ended.stdout += text;
    void options.onStdout?.(ended.stdout, child);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (ended.stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ ...ended, exitCode }));
  });
}

/** What a shell has, without what vitest, pnpm and turbo add: that would change what is printed, and where. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const added =
    /^(npm_|INIT_CWD$|PNPM_|TURBO|VITEST|NODE_ENV$|TEST$|FORCE_COLOR$|NO_COLOR$|COLUMNS$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !added.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: "C.UTF-8", WT_SESSION: "a terminal with UTF-8" };
}

/** The output with what differs from run to run in words: durations, ids, the server. */
export function withoutNumbers(text: string): string {
  return text
    .replaceAll(/\d+(\.\d+)? ms\b/g, "<n> ms")
    .replaceAll(/embedded server|MongoDB \d[\w.]*/g, "<server>")
    .replaceAll(path.sep, "/");
}
