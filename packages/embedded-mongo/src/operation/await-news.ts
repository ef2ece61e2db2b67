import type { ChangeLog } from "../storage/change-log.ts";
import type { Operation } from "./operation.ts";

/** Waits for the next change to anything, on behalf of a cursor that has come to the end of what there is. */
export interface News {
  /** Resolves after a change, or when the time is over that `operation` may wait; takes what it waited off that time. */
  next(operation: Operation): Promise<void>;
  close(): void;
}

/** Returns what wakes a cursor when there is something new in `log`. */
export function awaitNews(log: ChangeLog): News {
  let waiting: Operation | undefined;
  const unsubscribe = log.subscribe(() => waiting?.wake());
  return {
    async next(operation) {
      const startMs = performance.now();
      waiting = operation;
      try {
        await operation.wait(operation.awaitMs);
      } finally {
        waiting = undefined;
      }
      operation.awaitMs = Math.max(0, operation.awaitMs - (performance.now() - startMs));
    },
    close: unsubscribe,
  };
}
