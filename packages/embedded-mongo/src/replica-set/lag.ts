import type { Timestamp } from "bson";
import type { View } from "../storage/record.ts";
import type { Store } from "../storage/store.ts";

/** What a secondary has applied: everything up to some time ago. */
export interface Lag {
  readonly ms: number;
  /** What it sees. */
  view(): View;
  /** Cluster time of the last change that it has applied. */
  appliedTime(): Timestamp;
  /** Tells whether it has everything. */
  isCaughtUp(): boolean;
  /** Returns in how many ms it has applied what was written up to `time`; 0 when it has. */
  msUntil(time: Timestamp): number;
}

interface Commit {
  time: number;
  clusterTime: Timestamp;
  atMs: number;
}

/**
 * Returns what is seen of `store` with a delay. The versions that it needs are kept for as long as anything is written
 * at least every `ms`. Collections and indexes are seen, and gone, at once: they have no versions.
 */
export function createLag(store: Store, ms: number): Lag {
  const commitNow = (): Commit => ({
    time: store.time,
    clusterTime: store.clusterTime,
    atMs: performance.now(),
  });
  let applied = commitNow();
  let pending: Commit[] = [];
  /** Without an open snapshot the store would forget the versions that are still to be seen. */
  let kept = store.openSnapshot();
  store.log.subscribe(() => pending.push(commitNow()));

  function apply(): void {
    const due = performance.now() - ms;
    const next = pending.findIndex(({ atMs }) => atMs > due);
    const count = next === -1 ? pending.length : next;
    if (count === 0) return;
    applied = pending[count - 1] ?? applied;
    pending = pending.slice(count);
    if (pending.length > 0) return;
    const outdated = kept;
    kept = store.openSnapshot();
    store.closeSnapshot(outdated);
  }
  setInterval(apply, 1000).unref();

  return {
    ms,
    view() {
      apply();
      return { time: applied.time, writer: undefined };
    },
    appliedTime() {
      apply();
      return applied.clusterTime;
    },
    isCaughtUp() {
      apply();
      return pending.length === 0;
    },
    msUntil(time) {
      apply();
      // A time that nothing was written at is one that the client has got elsewhere.
      const wanted = pending.find(({ clusterTime }) => clusterTime.compare(time) >= 0);
      const last = wanted ?? pending.at(-1);
      return last ? Math.max(0, last.atMs + ms - performance.now()) : 0;
    },
  };
}
