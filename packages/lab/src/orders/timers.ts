import { mkdtemp, rm } from "node:fs/promises";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The timers that a program has set. */
export interface TimerWatch {
  /** Arguments of `node`. */
  args: string[];
  /** Within how many ms the next of them rings; undefined when none is set. The program must be at rest. */
  nextMs(): number | undefined;
  /** Whether it has set one that is not longer than this. */
  hasSet(longestMs: number): boolean;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** Node rounds both the beginning and the length of a timer, and a busy machine is late: after this one that is due has rung, in ms. */
const roundingMs = 20;

/** Prepares what tells of a program's timers. */
export async function watchTimers(): Promise<TimerWatch> {
  const folder = await mkdtemp(join(tmpdir(), "timers-"));
  const preload = new URL("./timer-witness.mjs", import.meta.url);
  preload.searchParams.set("folder", folder);
  function read(): number[][] {
    return readdirSync(folder).flatMap((name) =>
      readFileSync(join(folder, name), "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => line.split(" ").map(Number)),
    );
  }

  return {
    args: ["--import", preload.href],
    nextMs() {
      const nowMs = Number(process.hrtime.bigint()) / 1e6;
      let next: number | undefined;
      for (const [dueMs = 0, periodMs = 0] of read()) {
        let leftMs = dueMs + roundingMs - nowMs;
        if (leftMs < 0 && periodMs > 0) leftMs = periodMs - (-leftMs % periodMs);
        if (leftMs >= 0) next = Math.min(next ?? leftMs, leftMs);
      }
      return next;
    },
    hasSet: (longestMs) => read().some(([, , durationMs = Infinity]) => durationMs <= longestMs),
    discard: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
