import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import type { OutputLine } from "../run.ts";
import { endProcessTree, interruptProcessTree } from "./end-process-tree.ts";
import { readOutputLines } from "./output-lines.ts";
import { guardProcessGroup } from "./process-guard.ts";

export interface ProcessOptions {
  /** Arguments of `node`. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** It is ended when it still runs then, in ms. */
  timeLimitMs: number;
  signal?: AbortSignal | undefined;
  /** It gets SIGINT when this is aborted, and is ended when it still runs a while later. */
  stop?: AbortSignal | undefined;
  /** Called at the time limit: for how many ms more the process may run; 0 when its time is over. */
  leftMs?: ((pid: number) => number) | undefined;
  /** Called when its time is over: resolves when the process may be ended. */
  beforeTimeLimit?: (pid: number) => Promise<void>;
  /** Ms since the process was started. */
  now: () => number;
  onLine: (line: OutputLine) => void;
  /** Called when it runs; it leads a process group of its own. */
  onStart?: (pid: number) => void;
}

export interface ProcessResult {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** What the lab ended it for; missing when it ended by itself. */
  endedFor?: "time-limit" | "stop" | "abort";
  /** When the lab ended it; missing when it ended by itself. */
  endedMs?: number;
  /** When it was gone. */
  endMs: number;
}

/**
 * How long output is waited for when the process is gone, in ms. Its last lines are in the pipe already; only a process
 * that left the group and holds the pipe open makes this wait end.
 */
const lastOutputLimitMs = 3_000;

/** How long a program has to end after it was asked to, in ms. */
const stopLimitMs = 2_000;

/**
 * Runs `node` with a process group of its own and returns when it is gone, with everything that it has started
 * in that group.
 *
 * @throws Error when the process cannot be started
 */
export async function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  const { now, signal, stop } = options;
  const child = spawn(process.execPath, options.args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ["ignore", "pipe", "pipe"],
    // Its own group, so that all of it can be ended at once. On Windows this would open a window instead.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const { pid, stdout, stderr } = child;
  const closed = Promise.all([hasClosed(stdout), hasClosed(stderr)]);
  readOutputLines(stdout, "stdout", now, options.onLine);
  readOutputLines(stderr, "stderr", now, options.onLine);
  if (pid === undefined) {
    const [error] = (await once(child, "error")) as [Error];
    throw new Error("Cannot start the program's process", { cause: error });
  }

  const release = guardProcessGroup(pid);
  options.onStart?.(pid);
  let endedFor: ProcessResult["endedFor"];
  let endedMs: number | undefined;
  /** Whether it is for `reason` that the process ends: the first reason counts. */
  function endsFor(reason: NonNullable<ProcessResult["endedFor"]>): boolean {
    if (endedFor || child.exitCode !== null || child.signalCode !== null) return false;
    endedFor = reason;
    endedMs = now();
    return true;
  }
  const onAbort = (): void => {
    // Also while it is being stopped: then this is what hurries it.
    if (endsFor("abort") || endedFor === "stop") endProcessTree(pid);
  };
  let stopTimer: NodeJS.Timeout | undefined;
  const onStop = (): void => {
    if (!endsFor("stop")) return;
    interruptProcessTree(pid);
    stopTimer = setTimeout(() => endProcessTree(pid), stopLimitMs);
  };
  const onTimeLimit = (): void => {
    const leftMs = options.leftMs?.(pid) ?? 0;
    if (leftMs > 0) {
      timer = setTimeout(onTimeLimit, Math.ceil(leftMs));
      return;
    }
    if (!endsFor("time-limit")) return;
    void (options.beforeTimeLimit?.(pid) ?? Promise.resolve()).finally(() => endProcessTree(pid));
  };
  let timer = setTimeout(onTimeLimit, options.timeLimitMs);
  signal?.addEventListener("abort", onAbort, { once: true });
  stop?.addEventListener("abort", onStop, { once: true });
  if (stop?.aborted) onStop();
  if (signal?.aborted) onAbort();

  try {
    await once(child, "exit");
    const endMs = now();
    // What it has started and left behind would hold its output open, and live on.
    if (process.platform !== "win32") endProcessTree(pid);
    await Promise.race([closed, sleepUnlessDone(lastOutputLimitMs, closed)]);
    return {
      exitCode: child.exitCode,
      signal: child.signalCode,
      ...(endedFor ? { endedFor } : {}),
      ...(endedMs === undefined ? {} : { endedMs }),
      endMs,
    };
  } finally {
    clearTimeout(timer);
    clearTimeout(stopTimer);
    signal?.removeEventListener("abort", onAbort);
    stop?.removeEventListener("abort", onStop);
    release();
    stdout.destroy();
    stderr.destroy();
  }
}

function hasClosed(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    // An error of a pipe whose other end is gone is the end of it, too.
    stream.once("error", () => resolve());
    stream.once("close", () => resolve());
  });
}

async function sleepUnlessDone(ms: number, done: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
    void done.then(() => resolve());
  });
  clearTimeout(timer);
}
