// @ts-check
import { openSync, readSync } from "node:fs";
import process from "node:process";

/**
 * @typedef {object} ProcessorTime
 * @property {number} usedMs how long this thread has had a processor
 * @property {number} waitedMs how long it could have run, and others had the processors; 0 where the system does not say
 */

/**
 * Returns a function that says how much processor time this thread has had so far; undefined where the
 * system does not tell it of a single thread.
 *
 * Linux: https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat. Elsewhere `process.threadCpuUsage`,
 * which Node.js has from 23.9 on.
 *
 * @returns {(() => ProcessorTime | undefined) | undefined}
 */
export function openProcessorTime() {
  try {
    // Opened by the thread itself, the file is this thread's for ever.
    const file = openSync("/proc/thread-self/schedstat", "r");
    const bytes = new Uint8Array(64);
    const read = () => {
      const length = readSync(file, bytes, 0, bytes.length, 0);
      return parseSchedstat(String.fromCharCode(...bytes.subarray(0, length)));
    };
    // Some sandboxes have the file, and nothing but zeros in it.
    if (read().usedMs > 0) return orNothing(read);
  } catch {
    // No such file: another system.
  }
  const { threadCpuUsage } =
    /** @type {{ threadCpuUsage?: () => { user: number, system: number } }} */ (
      /** @type {unknown} */ (process)
    );
  if (threadCpuUsage === undefined) return undefined;
  return orNothing(() => {
    const { user, system } = threadCpuUsage.call(process);
    return { usedMs: (user + system) / 1000, waitedMs: 0 };
  });
}

/**
 * @param {string} text "138640551 1694376 16": on a processor and waiting for one, in ns, and how often
 * @returns {ProcessorTime}
 */
export function parseSchedstat(text) {
  const [used = 0, waited = 0] = text.trim().split(" ").map(Number);
  return { usedMs: used / 1e6, waitedMs: waited / 1e6 };
}

/**
 * An error in a hook would end the program.
 * @param {() => ProcessorTime} read
 */
function orNothing(read) {
  return () => {
    try {
      return read();
    } catch {
      return undefined;
    }
  };
}
