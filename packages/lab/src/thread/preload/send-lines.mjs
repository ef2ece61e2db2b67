// @ts-check
/**
 * Records which line of the program waits for what is written to a socket: V8 knows the chain of awaits above a write,
 * through `Promise.all` as well. It costs a fraction of a millisecond for each write, so it is asked for (`?lines=1`).
 *
 * The line is where the program awaits. What nobody awaits with `await`, such as a chain of `.then`, has none.
 */
import { appendFileSync } from "node:fs";
import { findSourceMap } from "node:module";
import net from "node:net";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { threadId } from "node:worker_threads";
import { clockZero } from "./clock-zero.mjs";

/** More frames than this above a write are not looked at: a driver has some thirty of its own. */
const mostFrames = 100;

/** More writes than this are not recorded. */
const mostWrites = 100_000;

const now = performance.now.bind(performance);

/**
 * Starts to record, into a file of this thread's own, one JSON value a line.
 * @param {string} directory
 * @param {boolean} atOnce written with each write, for somebody who reads along; else when the thread ends, which costs less
 */
export function recordSendLines(directory, atOnce) {
  const zero = clockZero(now);
  /** @type {SendLine[]} */
  const lines = [];
  const { prototype } = net.Socket;
  // oxlint-disable-next-line unbound-method -- called on the socket that it is called on
  const original = prototype.write;
  prototype.write = /** @type {typeof original} */ (
    /** @this {net.Socket} @param {Parameters<typeof original>} rest */
    function write(...rest) {
      const port = this.localPort;
      if (port !== undefined && lines.length < mostWrites) {
        // Also what no line awaits: a command belongs to the last write before it, whatever that was.
        const sent = { ...findFrame(), port, atMs: zero + now() };
        lines.push(sent);
        const result = original.apply(this, rest);
        // After it is sent, for it takes a while.
        if (atOnce) append([sent]);
        return result;
      }
      return original.apply(this, rest);
    }
  );
  /** @param {SendLine[]} sent */
  function append(sent) {
    try {
      const text = sent.map((line) => `${JSON.stringify(toSource(line))}\n`).join("");
      appendFileSync(join(directory, `${process.pid}-${threadId}.lines`), text);
    } catch {
      // The directory is gone: the run is over, and this process outlived it.
    }
  }
  if (!atOnce) process.on("exit", () => append(lines));
}

/** @returns {{ file: string, line: number, column: number } | undefined} the innermost frame of the program */
function findFrame() {
  // oxlint-disable-next-line unbound-method -- put back as it was
  const { stackTraceLimit, prepareStackTrace } = Error;
  try {
    Error.stackTraceLimit = mostFrames;
    // As they are: to have them mapped to the source takes the longest, and is done at the end.
    Error.prepareStackTrace = (_error, sites) => sites;
    const sites = /** @type {NodeJS.CallSite[]} */ (/** @type {unknown} */ (new Error("").stack));
    for (const site of sites) {
      const file = site.getScriptNameOrSourceURL?.() ?? site.getFileName();
      if (!file || file.startsWith("node:") || file.includes("node_modules")) continue;
      if (file === import.meta.url) continue;
      const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
      if (line !== null && column !== null) return { file, line, column };
    }
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace;
  }
}

/**
 * @param {SendLine} sent
 * @returns {SendLine} with the line of the source as a person wrote it
 */
function toSource({ file, line, column, ...rest }) {
  if (file === undefined || line === undefined || column === undefined) return rest;
  const entry = findSourceMap(file)?.findEntry(line - 1, column - 1);
  const mapped = entry && "originalLine" in entry ? entry.originalLine + 1 : line;
  return {
    ...rest,
    file: file.startsWith("file:") ? fileURLToPath(file) : file,
    line: mapped,
    column,
  };
}

/**
 * @typedef {object} SendLine
 * @property {number} port local port of the socket
 * @property {number} atMs on the clock of process.hrtime
 * @property {string} [file] missing when no line of the program awaits it
 * @property {number} [line]
 * @property {number} [column]
 */
