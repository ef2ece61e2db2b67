import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import type { Stage } from "./direction.ts";
import { readRest } from "./rest.ts";

/** How often the system is asked, in ms; less often while it says the same. */
const pauseMs = 1;
const longestPauseMs = 4;

/** How long nothing must have happened where the system does not tell whether a program rests, in ms. */
export const quietMs = 50;

/** A disk or a name server answers within this, or what the program waits for is not the world, in ms. */
const worldMs = 1_000;

/** Timers that ring again and again, each with something to see, are waited for so many times their limit in all. */
const longestTimers = 4;

export interface Settled {
  /** The system was of no help: a quiet time had to do. */
  isGuess: boolean;
}

/**
 * Resolves when the program can do nothing more by itself: all of its threads sleep until something comes to them, and nothing is on its way
 * to it or from it. A timer of its own that rings within `timersMs` after the last thing that happened is waited for.
 */
export async function settle(
  stage: Stage,
  options: {
    timersMs: number;
    hasEnded: () => boolean;
    /** What is to be done now goes before any timer. */
    isUrgent: () => boolean;
  },
): Promise<Settled> {
  const { gate, weather, timers, pid, output } = stage;
  const { timersMs, hasEnded, isUrgent } = options;
  const settled: Settled = { isGuess: false };
  const count = (): number => gate.changes + output.length;
  let lastCount = count();
  const startMs = performance.now();
  let lastMs = startMs;
  let busyMs = pauseMs;
  /** Since when those of its threads that wait for the world have not run. */
  let waited: { signature: string; sinceMs: number } | undefined;

  while (!hasEnded()) {
    await turn();
    const before = count();
    if (before !== lastCount) {
      lastCount = before;
      lastMs = performance.now();
    }
    if (!gate.isStill) {
      await gate.whenChanged(pauseMs);
      continue;
    }
    const rest = readRest(pid);
    if (rest.state === "gone" || rest.state === "busy") {
      waited = undefined;
      await gate.whenChanged(busyMs);
      busyMs = Math.min(busyMs * 2, longestPauseMs);
      continue;
    }
    busyMs = pauseMs;
    if (rest.state === "waiting") {
      if (waited?.signature !== rest.waits) {
        waited = { signature: rest.waits, sinceMs: performance.now() };
      }
      if (performance.now() - waited.sinceMs < worldMs) {
        await sleep(pauseMs);
        continue;
      }
    }
    if (rest.state === "unknown") {
      settled.isGuess = true;
      const leftMs = lastMs + quietMs - performance.now();
      if (leftMs <= 0) return settled;
      await sleep(leftMs);
      continue;
    }
    if (gate.isDelivered() === false || weather?.isDelivered() === false) {
      await sleep(pauseMs);
      continue;
    }
    // Asked at once: a driver's own timer rings ten times a second, and on a busy machine no two turns of the event loop come without one.
    const again = readRest(pid);
    if (again.state !== rest.state || again.signature !== rest.signature) continue;
    // So there was a moment in which all threads slept and nothing was under way. What had arrived here by then is read in these turns: a
    // connection in the first, what was sent on it in the second.
    await turn();
    await turn();
    if (count() !== before || !gate.isStill) continue;
    if (rest.state === "waiting") return settled;
    // Only if some timer rings soon is it asked whose it is.
    if (rest.timerMs === undefined || rest.timerMs > timersMs || isUrgent()) return settled;
    const nowMs = performance.now();
    const nextMs = timers.nextMs();
    if (nextMs === undefined || nextMs > timersMs - (nowMs - lastMs)) return settled;
    // What prints at each ring of its timer would never let anybody go on.
    if (nowMs - startMs > longestTimers * timersMs) return settled;
    await sleep(Math.min(nextMs, pauseMs));
  }
  return settled;
}
