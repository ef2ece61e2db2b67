// @ts-check
/**
 * Records what this one thread does: when the event loop hands control to
 * JavaScript, what for, and when JavaScript gives it back.
 *
 * Plain JavaScript, since it is loaded before any TypeScript loader, into every
 * process and worker of a program. It shares that thread with the program, so:
 *
 * - It never schedules anything. Records go out by synchronous writes, which
 *   take no turn of the loop and survive a SIGKILL that comes a moment later:
 *   two for each slice, 4 µs together.
 * - It asks for no promise hooks: with them a million awaits take three times as
 *   long. They are not needed, since the loop counts the time that it spends
 *   waiting, and whatever passed between two turns without being waiting was work.
 */
import { createHook, executionAsyncResource, AsyncResource } from "node:async_hooks";
import { openSync, writeSync } from "node:fs";
import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import { MessagePort, threadId } from "node:worker_threads";
import { clockZero } from "./clock-zero.mjs";
import { openProcessorTime } from "./processor-time.mjs";
import { record } from "./record-format.mjs";
import { numberOf, watchPorts } from "./watch-ports.mjs";

/** How often a full record says by how much it is too full. */
const droppedPerReport = 4096;

/** What `codes` holds for a resource that goes on with the slice before it. */
const continuation = -1;

/** What `codes` holds for plain objects: those of nextTick, and those of native add-ons. */
const plainObject = -2;

// The program may put fakes in place of these.
const now = performance.now.bind(performance);
const { nodeTiming } = performance;
/** Ms that the loop has spent waiting for events. */
const idleTime = () => nodeTiming.idleTime;

const fields = new Float64Array(record.fields);
const bytes = new Uint8Array(fields.buffer);

/** Code of each class of resource. @type {Map<unknown, number>} */
const codes = new Map(
  /** @type {[unknown, number][]} */ ([
    [Object, plainObject],
    [Promise, continuation],
    [AsyncResource, continuation],
  ]),
);

/** Local port of each socket, by its async id. @type {Map<number, number>} */
const ports = new Map();

let file = -1;
let nextCode = record.firstResource;
/** Async id of the callback that the loop called; 0 between two of them. */
let outermost = 0;
/** Number of the HTTP request for which the thread runs just now, or 0. */
let currentRequest = () => 0;
let isRecording = false;
/** More slices than this are counted, not recorded. */
let maxSlices = 0;
let slices = 0;
let dropped = 0;
let messages = 0;
let idleBefore = 0;
/** When the last slice began, on this thread's clock. */
let sliceStart = 0;
/** Ms of slices since the processor's time was last read. */
let unmeasured = 0;
/** @type {ReturnType<typeof openProcessorTime>} */
let processorTime;

/** Slices that are shorter together than this, in ms, are not measured: the system counts in ticks of up to 4 ms. */
const leastMeasured = 10;

/**
 * Starts to record this thread, into a file of its own.
 * @param {string} directory
 * @param {number} limit how many slices are recorded; the rest is counted
 */
export function startRecorder(directory, limit) {
  maxSlices = limit;
  file = openSync(join(directory, `${process.pid}-${threadId}.slices`), "ax");
  const zero = clockZero(now);
  write(record.header, zero, process.pid, threadId);
  write(record.begin, threadId === 0 ? 0 : now(), 0, 0);
  writeName(0, basename(process.argv[1] ?? ""));
  withoutPromiseHooks(() => createHook(hooks).enable());
  // The program's own listeners come after this one: what they do is part of no slice.
  process.on("exit", () => {
    const at = now();
    if (dropped > 0) write(record.dropped, at, dropped, 0);
    measure(previousEnd(at));
    write(record.exit, at, 0, previousEnd(at));
  });
  watchPorts({
    now,
    posted(port, atMs) {
      if (slices < maxSlices && messages++ < maxSlices) write(record.posted, atMs, port, 0);
    },
    port: (port, leadsTo) => write(record.port, now(), port, leadsTo),
  });
  write(record.ready, now(), 0, 0);
  processorTime = openProcessorTime();
}

/**
 * Has each slice say for which HTTP request it runs.
 * @param {() => number} requestNumber of the request in whose context this is called; 0 outside of any
 */
export function followRequests(requestNumber) {
  currentRequest = requestNumber;
}

/** The modules are loaded, and the next thing to run is the program's first line. */
export function markFirstLine() {
  if (file < 0) return;
  idleBefore = idleTime();
  sliceStart = now();
  unmeasured = leastMeasured;
  measure(sliceStart);
  write(record.firstLine, now(), 0, 0);
}

const hooks = {
  /** Node.js 24 and newer. */
  trackPromises: false,

  /** @param {number} asyncId */
  before(asyncId) {
    if (outermost !== 0) return;
    outermost = asyncId;
    const resource = /** @type {Resource} */ (executionAsyncResource());
    let code = codes.get(resource.constructor) ?? codeOfNew(resource);
    if (code === plainObject && !("callback" in resource)) code = codeOfAddOn();
    if (resource._onTimeout !== undefined && isDriversTimer(resource._onTimeout)) {
      code = codeOfDriversTimer();
    }
    if (code < 0) return;
    if (slices >= maxSlices) {
      const at = now();
      if (dropped % droppedPerReport === 0) write(record.dropped, at, dropped, previousEnd(at));
      dropped += 1;
      return;
    }
    slices += 1;
    isRecording = true;
    const at = now();
    const end = previousEnd(at);
    measure(end);
    write(code, at, portOf(resource, asyncId) + currentRequest() * record.ports, end);
    // The end of a port is a callback of it, too, and comes when it keeps nothing alive any more.
    const isAlive = resource.hasRef?.() === true;
    if (isAlive && resource instanceof MessagePort)
      write(record.received, at, numberOf(resource), 0);
    idleBefore = idleTime();
    sliceStart = at;
  },

  /** @param {number} asyncId */
  after(asyncId) {
    if (asyncId !== outermost) return;
    outermost = 0;
    if (!isRecording) return;
    isRecording = false;
    write(record.after, now(), 0, 0);
  },
};

/**
 * After a long slice: how much of the processor it had. Between slices the thread rests and uses none.
 * @param {number} endMs the end of the slice
 */
function measure(endMs) {
  unmeasured += endMs - sliceStart;
  if (unmeasured < leastMeasured || !processorTime) return;
  unmeasured = 0;
  const time = processorTime();
  if (time) write(record.processor, endMs, time.usedMs, time.waitedMs);
}

/**
 * When the last slice ended: what was not waiting since it began was that slice, with its microtasks.
 * @param {number} atMs
 */
function previousEnd(atMs) {
  return atMs - (idleTime() - idleBefore);
}

/**
 * Node.js 20 and 22 follow promises as soon as any hook is on. That is switched off
 * again, where Node.js lets us; it comes back by itself when the program
 * or AsyncLocalStorage asks for hooks.
 * @param {() => void} enable
 */
function withoutPromiseHooks(enable) {
  enable();
  if (Number.parseInt(process.versions.node, 10) >= 24) return;
  if (process.execArgv.includes("--pending-deprecation")) return;
  if (process.env["NODE_PENDING_DEPRECATION"] === "1") return;
  const { noDeprecation } = process;
  try {
    // Asking for these internals earns a warning, which is not the program's.
    process.noDeprecation = true;
    /** @type {{ binding(name: string): { setPromiseHooks(...hooks: undefined[]): void } }} */
    const internals = /** @type {never} */ (process);
    internals.binding("async_wrap").setPromiseHooks(undefined, undefined, undefined, undefined);
  } catch {
    // Not allowed (the permission model): promises are followed, and all is slower but true.
  } finally {
    if (noDeprecation === undefined) delete process.noDeprecation;
    else process.noDeprecation = noDeprecation;
  }
}

/**
 * The code of a class that was not met before.
 * @param {Resource} resource
 */
function codeOfNew(resource) {
  const kind = resource.constructor;
  if (typeof kind !== "function") return plainObject;
  // The sockets' parser runs inside the socket's own callback; what extends
  // AsyncResource or Promise is called by JavaScript, not by the loop.
  const isContinuation =
    kind.prototype instanceof AsyncResource ||
    kind.prototype instanceof Promise ||
    kind.name === "HTTPClientAsyncResource";
  const code = isContinuation ? continuation : nextCode++;
  codes.set(kind, code);
  if (!isContinuation) writeName(code, kind.name);
  return code;
}

/** What the timers of MongoDB's driver call: the pool fills itself up every 100 ms, monitors ask how the server is. */
const driversOwn = /ensureMinPoolSize|measureRoundTripTime|_executeAndReschedule/;

/**
 * A driver's timers tick whether the program does anything or not. They are told by what they call; nothing else sets them apart.
 * @param {Function} callback
 */
function isDriversTimer(callback) {
  try {
    return driversOwn.test(callback.name) || driversOwn.test(String(callback).slice(0, 80));
  } catch {
    return false;
  }
}

let driversTimerCode = 0;

function codeOfDriversTimer() {
  if (driversTimerCode === 0) {
    driversTimerCode = nextCode++;
    writeName(driversTimerCode, "DriversTimer");
  }
  return driversTimerCode;
}

let addOnCode = 0;

function codeOfAddOn() {
  if (addOnCode === 0) {
    addOnCode = nextCode++;
    writeName(addOnCode, "Native");
  }
  return addOnCode;
}

/**
 * The local port of a socket, 0 for everything else, and for the last call of one that is closed.
 * @param {Resource} resource
 * @param {number} asyncId
 */
function portOf(resource, asyncId) {
  // What comes in for a server of node:http: its own port is that of all who ask, so the other side's tells more.
  if (resource.socket !== undefined) return resource.socket.remotePort ?? 0;
  const known = ports.get(asyncId);
  if (known !== undefined && resource.hasRef?.()) return known;
  // A request to connect or to write carries its socket as `handle`.
  const socket = resource.getsockname === undefined ? resource.handle : resource;
  if (typeof socket?.getsockname !== "function") return 0;
  /** @type {{ port?: number }} */
  const address = {};
  socket.getsockname(address);
  const port = address.port ?? 0;
  if (socket === resource) {
    if (port === 0) ports.delete(asyncId);
    else ports.set(asyncId, port);
  }
  return port;
}

/**
 * @param {number} code
 * @param {string} name cut where it does not fit
 */
function writeName(code, name) {
  const encoded = new Uint8Array(record.bytes);
  new TextEncoder().encodeInto(name, encoded);
  write(record.name, code, 0, 0);
  append(encoded);
}

/**
 * @param {number} tag
 * @param {number} atMs
 * @param {number} value
 * @param {number} previousEndMs
 */
function write(tag, atMs, value, previousEndMs) {
  fields[0] = tag;
  fields[1] = atMs;
  fields[2] = value;
  fields[3] = previousEndMs;
  append(bytes);
}

/** @param {Uint8Array} data */
function append(data) {
  if (file < 0) return;
  try {
    writeSync(file, data);
  } catch {
    // The disk is full, or somebody has closed the file. An error in a hook would end the program.
    file = -1;
  }
}

/**
 * What the hooks read of an async resource.
 * @typedef {object} Resource
 * @property {Function} constructor
 * @property {(address: { port?: number }) => number} [getsockname]
 * @property {() => boolean} [hasRef]
 * @property {Resource} [handle]
 * @property {{ remotePort?: number }} [socket] of node:http's resource for a connection to a server
 * @property {Function} [_onTimeout] what a timer calls
 */
