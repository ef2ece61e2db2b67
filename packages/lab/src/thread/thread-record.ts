import type { SendLine } from "./send-lines.ts";
import type { Message, Thread } from "@samples/timeline";

/** One stretch of JavaScript as it was recorded, before anybody says what it was for. */
export interface RawSlice {
  thread: number;
  /** Ms on the run's time axis. */
  startMs: number;
  /** Never before `startMs`. */
  endMs: number;
  origin: SliceOrigin;
  /** Number, within its thread, of the HTTP request in whose context it began. */
  request?: number;
  /** For how long of it the thread stood in a call that blocks, in ms, where that is most of it and can be known. */
  blockedMs?: number;
  /** The thread was ended in the middle of it. */
  cut?: true;
}

export type SliceOrigin =
  /** From the start of the process or worker to its first line. */
  | { kind: "load" }
  /** From its first line to the first time it gave the thread back. */
  | { kind: "start" }
  /** The event loop called back for a resource: `type` is its class in Node.js ("TCP", "Timeout"). */
  | {
      kind: "resource";
      type: string;
      /** Of the socket; of one that asks an HTTP server of the program, the port on the other side. */
      localPort?: number;
    };

/** All that the threads of a run recorded. */
export interface ThreadRecord {
  /** Thread by thread, each in order of time. Slices of one thread never overlap. */
  slices: RawSlice[];
  threads: Thread[];
  /** In the order in which they were sent; ms on the run's time axis. */
  messages: Message[];
  /** "<pid>-<thread id>" of each thread, in the same order. */
  threadKeys: string[];
  /** Which line of the program awaited each write to a socket; empty unless asked for. */
  sendLines: SendLine[];
  /** Slices that came when a thread had recorded as many as it may. */
  droppedSlices: number;
}
