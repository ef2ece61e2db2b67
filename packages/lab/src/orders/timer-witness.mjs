// @ts-check
/**
 * What `node --import` loads to learn which timers a program has set: for each, one line with the moment at which it rings, in ms
 * of process.hrtime, its period and its length. The driver's look at its pool each 100 ms, and what fetch counts its own limits with, say nothing about a program.
 */
import { createHook } from "node:async_hooks";
import { appendFileSync } from "node:fs";
import { threadId } from "node:worker_threads";

const folder = new URL(import.meta.url).searchParams.get("folder");
const file = `${folder}/${process.pid}-${threadId}`;

const notOfTheProgram = /\bensureMinPoolSize\b|internal\/deps\/undici/;

/** @param {number | undefined} durationMs @param {boolean} repeats */
function testify(durationMs, repeats) {
  if (!durationMs || durationMs > 60_000) return;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 12;
  const { stack = "" } = new Error("who calls");
  Error.stackTraceLimit = limit;
  if (notOfTheProgram.test(stack)) return;
  const dueMs = Number(process.hrtime.bigint()) / 1e6 + durationMs;
  try {
    appendFileSync(file, `${dueMs} ${repeats ? durationMs : 0} ${durationMs}\n`);
  } catch {
    // The folder is gone: the run is over, and this process outlived it.
  }
}

createHook({
  init(_asyncId, type, _trigger, resource) {
    if (type !== "Timeout") return;
    const { _idleTimeout, _repeat } = /** @type {{ _idleTimeout?: number, _repeat?: unknown }} */ (
      resource
    );
    testify(_idleTimeout, Boolean(_repeat));
  },
}).enable();
