import { record } from "./preload/record-format.mjs";
import type { RawSlice, SliceOrigin } from "./thread-record.ts";

/** One thread's file, on the clock of process.hrtime, in ms. */
export interface SliceFile {
  pid: number;
  /** 0 is the main thread of its process. */
  threadId: number;
  /** File name of the program or worker; empty when it has none. */
  name: string;
  startedMs: number;
  slices: Omit<RawSlice, "thread">[];
  droppedSlices: number;
  /** Messages that it posted and received, by its own numbers of the ports. */
  posted: PortEvent[];
  received: PortEvent[];
  /** Where some of its ports lead to: the thread id of a worker, or 0 for whoever started this thread. */
  ports: { port: number; threadId: number }[];
}

export interface PortEvent {
  port: number;
  atMs: number;
}

/** A thread that gets no processor for less than this, in ms, is not blocked: the system counts in ticks of up to 4 ms. */
const leastBlockedMs = 10;
/** Of a slice: one that mostly computes is drawn as one that computes. */
const leastBlockedShare = 0.5;

/**
 * Reads what the recorder wrote. The file may end anywhere, since the process may have.
 *
 * @param endedMs when the process was gone: the end of a slice that it was killed in
 * @returns undefined for a file that ends before its header does
 */
export function readSliceFile(bytes: Uint8Array, endedMs: number): SliceFile | undefined {
  const count = Math.floor(bytes.byteLength / record.bytes);
  if (count === 0) return undefined;
  // A copy, since the bytes need not begin where a double may.
  const fields = new Float64Array(new Uint8Array(bytes).buffer, 0, count * record.fields);
  const field = (index: number, offset: number): number =>
    fields[index * record.fields + offset] ?? 0;
  if (field(0, 0) !== record.header) return undefined;

  const zero = field(0, 1);
  const file: SliceFile = {
    pid: field(0, 2),
    threadId: field(0, 3),
    name: "",
    startedMs: zero,
    slices: [],
    droppedSlices: 0,
    posted: [],
    received: [],
    ports: [],
  };
  const names = new Map<number, string>();
  let open: OpenSlice | undefined = { startMs: zero, origin: { kind: "load" } };

  function begin(origin: SliceOrigin, startMs: number, request = 0): void {
    open = { startMs, origin, ...(request > 0 ? { request } : {}) };
  }

  /** Nothing to do when nothing is open: from the first slice that was dropped. */
  function end(previousEndMs: number, limitMs: number): void {
    if (!open) return;
    const { startMs, origin, request, lastSeenMs } = open;
    // The callback itself surely lasted until `lastSeenMs`; the loop's count of its
    // waiting can be some microseconds off.
    const endMs = Math.min(limitMs, Math.max(previousEndMs, lastSeenMs ?? startMs));
    file.slices.push({
      startMs,
      endMs,
      origin,
      ...(request === undefined ? {} : { request }),
      ...blockedOf(endMs - startMs),
    });
    measured = undefined;
    open = undefined;
  }

  /** The part of a slice in which the thread neither had a processor nor waited for one. */
  function blockedOf(lengthMs: number): { blockedMs?: number } {
    if (!measured || lengthMs < leastBlockedMs) return {};
    const blockedMs = lengthMs - measured.usedMs - measured.waitedMs;
    return blockedMs >= Math.max(leastBlockedMs, lengthMs * leastBlockedShare)
      ? { blockedMs: Math.min(blockedMs, lengthMs) }
      : {};
  }

  /** What the processor did since the last measurement. */
  let measured: { usedMs: number; waitedMs: number } | undefined;
  let before: { usedMs: number; waitedMs: number } | undefined;
  const firstLineMs = zero + findFirstLine(fields);
  let isLoading = true;
  for (let index = 1; index < count; index++) {
    const tag = field(index, 0);
    const atMs = zero + field(index, 1);
    const value = field(index, 2);
    const previousEndMs = zero + field(index, 3);
    if (tag === record.processor) {
      const now = { usedMs: value, waitedMs: field(index, 3) };
      measured = before && {
        usedMs: now.usedMs - before.usedMs,
        waitedMs: now.waitedMs - before.waitedMs,
      };
      before = now;
      continue;
    }
    if (tag === record.posted) {
      file.posted.push({ port: value, atMs });
      // The microtasks of a slice go on when its callback has returned; a worker that is ended in them tells no other end.
      if (open?.lastSeenMs !== undefined) open.lastSeenMs = atMs;
    } else if (tag === record.received) file.received.push({ port: value, atMs });
    else if (tag === record.port) file.ports.push({ port: value, threadId: field(index, 3) });
    if (isLoading && tag !== record.name && atMs >= firstLineMs) {
      end(firstLineMs, firstLineMs);
      begin({ kind: "start" }, firstLineMs);
      isLoading = false;
    }
    if (tag === record.begin) {
      file.startedMs = atMs;
      begin({ kind: "load" }, atMs);
    } else if (tag === record.name) {
      const text = readName(bytes, (index + 1) * record.bytes);
      if (field(index, 1) === 0) file.name = text;
      else names.set(field(index, 1), text);
      index++;
    } else if (tag === record.after) {
      if (open) open.lastSeenMs = atMs;
    } else if (tag === record.exit) {
      end(previousEndMs, atMs);
    } else if (tag === record.dropped) {
      end(previousEndMs, atMs);
      file.droppedSlices = value;
    } else if (tag >= record.firstResource && !isLoading) {
      end(previousEndMs, atMs);
      const type = names.get(tag) ?? "unknown";
      const port = value % record.ports;
      const request = Math.floor(value / record.ports);
      begin({ kind: "resource", type, ...(port > 0 ? { localPort: port } : {}) }, atMs, request);
    }
  }

  if (open) {
    const { lastSeenMs, ...slice } = open;
    file.slices.push(
      lastSeenMs !== undefined && !isLoading
        ? { ...slice, endMs: lastSeenMs }
        : { ...slice, endMs: Math.max(slice.startMs, endedMs), cut: true },
    );
  }
  return file;
}

/**
 * When the program began, on the thread's own clock. A thread without a first line of its own (`node -e`)
 * began when the recorder was ready.
 */
function findFirstLine(fields: Float64Array): number {
  let readyMs = Infinity;
  for (let index = 0; index < fields.length; index += record.fields) {
    const tag = fields[index];
    const atMs = fields[index + 1] ?? Infinity;
    if (tag === record.firstLine) return atMs;
    if (tag === record.ready) readyMs = atMs;
    // What follows a name is text.
    if (tag === record.name) index += record.fields;
  }
  return readyMs;
}

/** The slice that is being read. */
interface OpenSlice {
  startMs: number;
  origin: SliceOrigin;
  request?: number;
  /** When its callback returned, or something of its microtasks was seen after that; missing while it has not returned. */
  lastSeenMs?: number;
}

function readName(bytes: Uint8Array, start: number): string {
  const encoded = bytes.subarray(start, start + record.bytes);
  const end = encoded.indexOf(0);
  return new TextDecoder().decode(end < 0 ? encoded : encoded.subarray(0, end));
}
