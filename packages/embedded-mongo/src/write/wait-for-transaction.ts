import { asMongoError } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import type { StoredRecord } from "../storage/record.ts";

/** Between two looks at what a transaction holds, in ms. */
const pollMs = 5;

/** Outside of a transaction a write waits for the transaction that holds its document; inside it, that is a conflict. */
export async function untilFree(operation: Operation, record: StoredRecord): Promise<void> {
  if (operation.writer.transaction) return;
  while (record.writer !== undefined) await operation.wait(pollMs);
}

/** The same for a write that needs a unique key which a transaction holds: that shows only when it is tried. */
export async function onceFree(
  operation: Operation,
  run: () => void | Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      const done = run();
      if (done) await done;
      return;
    } catch (error) {
      if (operation.writer.transaction || asMongoError(error).codeName !== "WriteConflict")
        throw error;
      await operation.wait(pollMs);
    }
  }
}
