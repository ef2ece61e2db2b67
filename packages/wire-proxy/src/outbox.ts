import type { Readable, Writable } from "node:stream";
import { createAlarm, type Clock } from "./clock.ts";

/** One message that is to be passed on; `about` is what the sender wants to be told with it. */
export interface Parcel<About> {
  bytes: Buffer;
  /** Not passed on before this time. */
  dueMs: number;
  /** While true, neither this parcel nor any after it is passed on. Missing when it was never held. */
  held?: boolean;
  about?: About;
}

/** Messages for one socket, passed on first come, first served, each when its time has come. */
export interface Outbox<About> {
  add(parcel: Parcel<About>): void;
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
export function createOutbox<About>(options: {
  target: Writable;
  source: Readable;
  clock: Clock;
  /** Called just before the bytes are written: one function for all, as one for each parcel is slow. */
  onPassed?: (about: About, atMs: number) => void;
  /** Called when the operating system has taken the bytes of a parcel that was held. */
  onFlushed?: (about: About) => void;
}): Outbox<About> {
  const { target, source, clock, onPassed, onFlushed } = options;
  /** A queue whose first `taken` parcels are gone: shift() would move all the others. */
  const parcels: Parcel<About>[] = [];
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

  function pass({ bytes, held, about }: Parcel<About>, atMs: number): void {
    if (about === undefined) {
      full = !target.write(bytes);
      return;
    }
    onPassed?.(about, atMs);
    full =
      held === undefined
        ? !target.write(bytes)
        : !target.write(bytes, (error) => {
            // It is called with an error, too, when the target is gone: then nothing was flushed.
            if (!error) onFlushed?.(about);
          });
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
