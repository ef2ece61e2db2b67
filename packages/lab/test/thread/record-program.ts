import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { clockZero } from "../../src/thread/preload/clock-zero.mjs";
import { prepareThreadRecorder } from "../../src/thread/index.ts";
import type { RawSlice, ThreadRecord } from "../../src/thread/index.ts";

const loaderUrl = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export interface Recording extends ThreadRecord {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Where the axis is zero on the clock of process.hrtime, in ms. */
  zeroMs: number;
  endMs: number;
}

export interface RecordOptions {
  args?: string[];
  env?: Record<string, string>;
  nodeOptions?: string;
  /** How many slices each thread records. */
  maxSlices?: number;
  /** Run it by itself, with no recorder. */
  isUnwatched?: boolean;
  /** Called with what it prints, and with what ends it by force. */
  onOutput?: (text: string, kill: () => void) => void;
}

/** Runs one of the programs beside this file, with the recorder and nothing else of the lab. */
export async function recordProgram(name: string, options: RecordOptions = {}): Promise<Recording> {
  const { NODE_OPTIONS: _ours, ...inherited } = process.env;
  const zero = performance.now();
  const now = (): number => performance.now() - zero;
  const zeroMs = clockZero(now);
  const recorder = await prepareThreadRecorder({
    now,
    nodeOptions: options.nodeOptions,
    maxSlices: options.maxSlices,
  });
  const file = fileURLToPath(new URL(`./programs/${name}`, import.meta.url));
  const child = spawn(
    process.execPath,
    [...(file.endsWith(".ts") ? ["--import", loaderUrl] : []), file, ...(options.args ?? [])],
    {
      env: { ...inherited, ...options.env, ...(options.isUnwatched ? {} : recorder.env) },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const { onOutput } = options;
  if (onOutput) {
    child.stdout.on("data", (chunk) => onOutput(String(chunk), () => child.kill("SIGKILL")));
  }
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode ?? once(child, "exit"),
  ]);
  const endMs = now();
  const record = await recorder.collect(endMs);
  const { exitCode, signalCode: signal } = child;
  return { ...record, exitCode, signal, stdout, stderr, zeroMs, endMs };
}

/** What a slice is of: "load", "start", "Timeout". */
export function originOf(slice: RawSlice): string {
  return slice.origin.kind === "resource" ? slice.origin.type : slice.origin.kind;
}

export function lengthOf(slice: RawSlice): number {
  return slice.endMs - slice.startMs;
}
