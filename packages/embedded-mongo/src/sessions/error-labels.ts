import type { Document } from "bson";
import type { MongoError } from "../errors.ts";

/**
 * Codes after which the same write may be sent again: the server is stopping or no longer primary, or the network failed.
 * https://github.com/mongodb/specifications/blob/master/source/retryable-writes/retryable-writes.md#determining-retryable-errors
 */
const retryableCodes = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** WriteConflict, LockTimeout, SnapshotUnavailable, NoSuchTransaction, PreparedTransactionInProgress. */
const transientCodes = new Set([112, 24, 246, 251, 267]);

function isRetryableCode(code: number): boolean {
  return retryableCodes.has(code);
}

/**
 * Tells whether a transaction that failed with `error` may succeed when it is run again from its beginning.
 *
 * @param isEnd the error is that of a commit or an abort: those themselves are sent again after a retryable error
 */
export function isTransient({ code }: Pick<MongoError, "code">, isEnd = false): boolean {
  return transientCodes.has(code) || (!isEnd && retryableCodes.has(code));
}

/**
 * Returns the `errorLabels` that the server gives to `command` when it fails with `code`; no field where there are none.
 *
 * @param isConcern it is the code of a `writeConcernError`: the write itself was done
 */
export function labelsOf(command: Document, code: number, isConcern = false): Document {
  if (command.txnNumber === undefined) return {};
  const isEnd = "commitTransaction" in command || "abortTransaction" in command;
  const isInTransaction = command.autocommit === false;
  if (isInTransaction && !isConcern && isTransient({ code }, isEnd)) {
    return { errorLabels: ["TransientTransactionError"] };
  }
  const isRetryable = isRetryableCode(code) && (isEnd || !isInTransaction);
  return isRetryable ? { errorLabels: ["RetryableWriteError"] } : {};
}
