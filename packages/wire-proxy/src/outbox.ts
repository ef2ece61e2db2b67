import type { Readable, Writable } from "node:stream";
import { createAlarm, type Clock } from "./clock.ts";

/** One message that is to be passed on. */
export interface Parcel {
  bytes: Buffer;
  /** Not passed on before this time. */
  dueMs: number;
  /** Not passed on while true, and neither is what is behind it. */
  held?: boolean;
  /** Called just before the bytes are written. */
  onPassed?: (atMs: number) => void;
  /** Called when the operating system has taken the bytes. */
  onFlushed?: () => void;
}

/** Messages for one socket, passed on first come, first served, each when its time has come. */
export interface Outbox {
  add(parcel: Parcel): void;
  /** Passes on what can be: call it after a parcel's `held` or `dueMs` has changed. */
  pump(): void;
  /** Lets nothing out until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Calls `then` when everything before it has been passed on. */
  finish(then: () => void): void;
  /** Forgets everything. */
  discard(): void;
}

/** Above this many waiting bytes the source is not read from, in bytes. */
const highWaterBytes = 1 << 20;

/**
 * Returns an outbox that writes to `target`. `source` is where the parcels come from: it is paused
 * while more waits here than `target` and the delays let out.
 */
export function createOutbox(options: {
  target: Writable;
  source: Readable;
  clock: Clock;
}): Outbox {
  const { target, source, clock } = options;
  /** A queue whose first `taken` parcels are gone: shift() would move all the others. */
  const parcels: Parcel[] = [];
  let taken = 0;
  let waitingBytes = 0;
  let frozen = false;
  /** The target's own buffer is full until it says "drain". */
  let full = false;
  let whenEmpty: (() => void) | undefined;
  const alarm = createAlarm(clock, pump);

  target.on("drain", () => {
    full = false;
    pump();
  });

  function pass(parcel: Parcel, atMs: number): void {
    parcel.onPassed?.(atMs);
    // The callback is called with an error, too, when the target is gone: then it was not flushed.
    const { onFlushed } = parcel;
    full = !target.write(
      parcel.bytes,
      onFlushed && ((error?: Error | null) => void (error ?? onFlushed())),
    );
  }

  function pump(): void {
    alarm.clear();
    for (;;) {
      const parcel = parcels[taken];
      if (!parcel || parcel.held || frozen || full) break;
      const atMs = clock();
      if (atMs < parcel.dueMs) {
        alarm.set(parcel.dueMs);
        break;
      }
      taken += 1;
      waitingBytes -= parcel.bytes.length;
      pass(parcel, atMs);
    }
    if (taken === parcels.length || taken >= 256) {
      parcels.splice(0, taken);
      taken = 0;
    }
    if (parcels.length === 0) {
      if (!frozen) {
        const then = whenEmpty;
        whenEmpty = undefined;
        then?.();
      }
    }
    if (waitingBytes < highWaterBytes && source.isPaused()) source.resume();
  }

  return {
    add(parcel) {
      if (target.destroyed) return;
      if (taken === parcels.length && !frozen && !full && !parcel.held) {
        const atMs = clock();
        if (atMs >= parcel.dueMs) {
          pass(parcel, atMs);
          return;
        }
      }
      parcels.push(parcel);
      waitingBytes += parcel.bytes.length;
      if (waitingBytes >= highWaterBytes) source.pause();
      if (parcels.length - taken === 1) pump();
    },

    pump,

    freeze() {
      frozen = true;
      alarm.clear();
    },

    thaw() {
      frozen = false;
      pump();
    },

    finish(then) {
      whenEmpty = then;
      pump();
    },

    discard() {
      alarm.clear();
      parcels.length = 0;
      taken = 0;
      waitingBytes = 0;
      whenEmpty = undefined;
      if (source.isPaused()) source.resume();
    },
  };
}
