import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";

/**
 * Numbers of the system calls in which a thread waits for others: epoll_wait and its kin, futex, wait4, waitid, pause, rt_sigtimedwait.
 * In any other one it waits for the world: a disk, a name server, a clock.
 * https://github.com/torvalds/linux/blob/master/arch/x86/entry/syscalls/syscall_64.tbl
 */
const restingCalls: Partial<Record<NodeJS.Architecture, ReadonlySet<number>>> = {
  x64: new Set([232, 281, 441, 202, 449, 61, 247, 34, 128]),
  arm64: new Set([22, 441, 98, 449, 260, 95, 137]),
};

/** epoll_wait, epoll_pwait; their fourth argument is how long they wait, in ms. */
const pollCalls: Partial<Record<NodeJS.Architecture, ReadonlySet<number>>> = {
  x64: new Set([232, 281]),
  arm64: new Set([22]),
};

export type Rest =
  /** A thread of it works. */
  | { state: "busy" }
  /** No thread of it works, but one waits for the world: a disk, a name server, a clock. `waits` changes whenever such a thread has run. */
  | { state: "waiting"; signature: string; waits: string }
  /** Every thread of it sleeps until something comes to it from outside, or a timer of its own rings. */
  | {
      state: "resting";
      /** Within how many ms the next timer rings, counted from when its thread went to sleep; missing when there is none. */
      timerMs?: number;
      /** Changes whenever a thread has run. */
      signature: string;
    }
  /** It is gone. */
  | { state: "gone" }
  /** This machine does not tell. */
  | { state: "unknown" };

/**
 * Asks the system what the process that leads the group of `pid` does, with everything that it has started. Linux tells. The threads are looked at one
 * after the other: only if a second answer has the same signature was there a moment in which all of them slept.
 *
 * @see https://docs.kernel.org/filesystems/proc.html
 */
export function readRest(pid: number): Rest {
  if (process.platform !== "linux" || !restingCalls[process.arch]) return { state: "unknown" };
  const seen = look(pid);
  if (typeof seen === "string") return { state: seen };
  const { waits, ...rest } = seen;
  if (waits !== "") return { state: "waiting", signature: rest.signature, waits };
  return { state: "resting", ...rest };
}

/**
 * Returns for how long the main thread of a process could have run but had no processor, in ms since its start; 0 where the system does not tell.
 *
 * @see https://docs.kernel.org/scheduler/sched-stats.html "/proc/<pid>/schedstat"
 */
export function readRunDelayMs(pid: number): number {
  try {
    const [, delayNs] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ");
    return Number(delayNs) / 1e6;
  } catch {
    return 0;
  }
}

interface Look {
  signature: string;
  /** Of the threads that wait for the world; empty when none does. */
  waits: string;
  timerMs?: number;
}

function look(leader: number): Look | "busy" | "gone" | "unknown" {
  const resting = restingCalls[process.arch];
  const polling = pollCalls[process.arch];
  const parts: string[] = [];
  let timerMs: number | undefined;
  const waits: string[] = [];
  const pids = [leader];
  for (let next = pids.pop(); next !== undefined; next = pids.pop()) {
    let threads: string[];
    try {
      threads = readdirSync(`/proc/${next}/task`);
    } catch {
      // A child that has just ended: somebody will be told.
      return next === leader ? "gone" : "busy";
    }
    const isForeign = next !== leader && !isNode(next);
    for (const thread of threads) {
      const folder = `/proc/${next}/task/${thread}`;
      try {
        const call = readFileSync(`${folder}/syscall`, "utf8");
        if (call.startsWith("running")) return "busy";
        const [number = "", , , , timeout = ""] = call.split(" ");
        if (polling?.has(Number(number))) {
          const ms = Number(timeout) | 0;
          if (ms >= 0) timerMs = Math.min(timerMs ?? ms, ms);
        }
        const seen = `${thread} ${number} ${readFileSync(`${folder}/schedstat`, "utf8")}`;
        parts.push(seen);
        // What another program than Node.js does in a thread that waits for its input is to wait for somebody.
        if (!resting?.has(Number(number)) && !isForeign) waits.push(seen);
        const children = readFileSync(`${folder}/children`, "utf8").trim();
        if (children !== "") pids.push(...children.split(" ").map(Number));
      } catch {
        if (isThere(`${folder}/stat`) && !isZombie(folder)) return "unknown";
        return next === leader && isZombie(`/proc/${leader}`) ? "gone" : "busy";
      }
    }
  }
  return {
    signature: parts.join(" "),
    waits: waits.join(" "),
    ...(timerMs === undefined ? {} : { timerMs }),
  };
}

function isNode(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`) === process.execPath;
  } catch {
    return false;
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isZombie(folder: string): boolean {
  try {
    return / [ZX] /.test(readFileSync(`${folder}/stat`, "utf8").replace(/\(.*\)/s, ""));
  } catch {
    return true;
  }
}
