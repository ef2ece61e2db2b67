/** Milliseconds on the run's time axis; never runs backwards. */
export type Clock = () => number;

export interface Alarm {
  /** Rings once, never before `atMs`; an alarm that was set before is forgotten. */
  set(atMs: number): void;
  clear(): void;
}

/**
 * Returns an alarm that calls `ring` at or after the time that it is set to. setTimeout alone may
 * fire up to a millisecond early, since libuv rounds both the start and the delay.
 */
export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;

  function set(atMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        if (clock() < atMs) set(atMs);
        else ring();
      },
      Math.max(1, Math.ceil(atMs - clock())),
    );
  }

  return {
    set,
    clear() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
