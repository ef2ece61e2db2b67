/** A number of slots that work takes while it runs; the rest waits its turn, first come, first served. */
export interface Slots {
  /** Runs `work` in one slot. */
  shared<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work` in all slots: nothing else runs beside it. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: { needs: number; start: () => void }[] = [];

  function startNext(): void {
    // Only the first in line: work that needs all slots would wait for ever if others overtook it.
    for (let next = waiting[0]; next && next.needs <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.needs;
      next.start();
    }
  }

  async function take<T>(needs: number, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((start) => {
      waiting.push({ needs, start });
      startNext();
    });
    try {
      return await work();
    } finally {
      free += needs;
      startNext();
    }
  }

  return {
    shared: (work) => take(1, work),
    alone: (work) => take(count, work),
  };
}
