import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Thread } from "@samples/timeline";
import { clockZero } from "./preload/clock-zero.mjs";
import { readSliceFile } from "./read-slice-file.ts";
import type { SliceFile } from "./read-slice-file.ts";
import { readSendLines, type SendLine } from "./send-lines.ts";
import { pairMessages } from "./pair-messages.ts";
import type { RawSlice, ThreadRecord } from "./thread-record.ts";

export interface ThreadRecorderOptions {
  /** Ms on the run's time axis. */
  now: () => number;
  /** NODE_OPTIONS of the program's environment, which are kept. */
  nodeOptions?: string | undefined;
  /** Record which line of the program awaits what is written to a socket: a fraction of a millisecond for each write, more when it can be read at once. */
  sendLines?: boolean | "live" | undefined;
  /** How many slices each thread records; more are only counted. Default a million: 64 MB of record. */
  maxSlices?: number | undefined;
}

const defaultMaxSlices = 1_000_000;

export interface ThreadRecorder {
  /**
   * For the program's environment: loads the recorder into its process, its workers and
   * the Node.js processes that it starts, before any loader for TypeScript.
   */
  env: { NODE_OPTIONS: string };
  /** Reads what was recorded so far, up to `atMs` on the run's time axis. The program may still run. */
  read(atMs: number): Promise<ThreadRecord>;
  /**
   * Reads what was recorded, and removes the files. The program must be gone.
   *
   * @param endMs when it ended, on the run's time axis
   */
  collect(endMs: number): Promise<ThreadRecord>;
  /** Removes the files unread. */
  discard(): Promise<void>;
}

/**
 * Prepares the recording of what the threads of a program do.
 *
 * @throws Error when the system's temporary directory cannot be written
 */
export async function prepareThreadRecorder(
  options: ThreadRecorderOptions,
): Promise<ThreadRecorder> {
  const directory = await mkdtemp(join(tmpdir(), "thread-"));
  const preload = new URL("./preload/preload.mjs", import.meta.url);
  // A URL has no spaces and no backslashes, so NODE_OPTIONS needs no quotes, on Windows neither.
  preload.searchParams.set("to", directory);
  preload.searchParams.set("limit", String(options.maxSlices ?? defaultMaxSlices));

  if (options.sendLines) {
    preload.searchParams.set("lines", options.sendLines === "live" ? "live" : "1");
  }

  async function discard(): Promise<void> {
    // On Windows a process that outlived the run can hold its file open.
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }

  async function read(atMs: number): Promise<ThreadRecord> {
    const zero = clockZero(options.now);
    const files: SliceFile[] = [];
    const sendLines: SendLine[] = [];
    for (const name of await readdir(directory)) {
      const bytes = await readFile(join(directory, name));
      if (name.endsWith(".lines")) {
        sendLines.push(...readSendLines(bytes.toString("utf8"), zero));
        continue;
      }
      const file = readSliceFile(bytes, zero + atMs);
      if (file) files.push(file);
    }
    return { ...joinFiles(files, zero), sendLines };
  }

  return {
    env: {
      NODE_OPTIONS: [options.nodeOptions, `--import ${preload.href}`].filter(Boolean).join(" "),
    },
    read,
    async collect(endMs) {
      const found = await read(endMs);
      await discard();
      return found;
    },
    discard,
  };
}

/** Numbers the threads in the order of their start, the program's own first. */
function joinFiles(files: SliceFile[], zero: number): Omit<ThreadRecord, "sendLines"> {
  files.sort((a, b) => a.startedMs - b.startedMs || a.threadId - b.threadId);
  const main = files.find((file) => file.threadId === 0);
  const slices: RawSlice[] = [];
  const threads: Thread[] = [];
  const threadKeys: string[] = [];
  let droppedSlices = 0;
  for (const [number, file] of files.entries()) {
    threadKeys.push(`${file.pid}-${file.threadId}`);
    threads.push({
      number,
      kind: file === main ? "main" : file.threadId === 0 ? "process" : "worker",
      ...(file.name ? { name: file.name } : {}),
    });
    for (const slice of file.slices) {
      slices.push({
        ...slice,
        thread: number,
        startMs: slice.startMs - zero,
        endMs: slice.endMs - zero,
      });
    }
    droppedSlices += file.droppedSlices;
  }
  const messages = pairMessages(files).map(({ sentMs, receivedMs, ...rest }) => ({
    ...rest,
    sentMs: sentMs - zero,
    receivedMs: receivedMs - zero,
  }));
  return { slices, threads, threadKeys, droppedSlices, messages };
}
