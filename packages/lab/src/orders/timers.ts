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
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** Node rounds both the beginning and the length of a timer; after this one that is due has rung, in ms. */
const roundingMs = 3;

/** Prepares what tells of a program's timers. */
export async function watchTimers(): Promise<TimerWatch> {
  const folder = await mkdtemp(join(tmpdir(), "timers-"));
  const preload = new URL("./timer-witness.mjs", import.meta.url);
  preload.searchParams.set("folder", folder);
  return {
    args: ["--import", preload.href],
    nextMs() {
      const nowMs = Number(process.hrtime.bigint()) / 1e6;
      let next: number | undefined;
      for (const name of readdirSync(folder)) {
        for (const line of readFileSync(join(folder, name), "latin1").split("\n")) {
          if (line === "") continue;
          const [dueMs = 0, periodMs = 0] = line.split(" ").map(Number);
          let leftMs = dueMs + roundingMs - nowMs;
          if (leftMs < 0 && periodMs > 0) leftMs = periodMs - (-leftMs % periodMs);
          if (leftMs >= 0) next = Math.min(next ?? leftMs, leftMs);
        }
      }
      return next;
    },
    discard: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
