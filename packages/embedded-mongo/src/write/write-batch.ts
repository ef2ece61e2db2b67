import type { Document } from "bson";
import { asMongoError, MongoError } from "../errors.ts";
import { isTransient } from "../sessions/error-labels.ts";
import type { Operation } from "../operation/operation.ts";
import { onceFree } from "./wait-for-transaction.ts";

/** Errors that end the whole command: the client wants it to stop. */
const fatal = new Set(["Interrupted", "MaxTimeMSExpired", "InternalError"]);

/** Returns `error` as one entry of `writeErrors`. @throws the error itself when it ends the whole command */
export function toWriteError(operation: Operation, error: unknown, index: number): Document {
  const known = asMongoError(error);
  if (fatal.has(known.codeName)) throw error;
  // The client is to run the whole transaction again: that is told by a label, which only a failed command has.
  if (operation.writer.transaction && isTransient(known)) throw error;
  const { codeName: _, ...details } = known.details;
  return { index, code: known.code, ...details, errmsg: known.message };
}

/** @throws MongoError 16 when there are no statements, or too many */
export function checkBatchSize({ length }: readonly unknown[]): void {
  if (length > 0 && length <= 100_000) return;
  throw new MongoError(
    16,
    `Write batch sizes must be between 1 and 100000. Got ${length} operations.`,
    { codeName: "InvalidLength" },
  );
}

/** Runs the statements of a write command; in an ordered one, or in a transaction, the first error is the last statement. */
export async function runStatements<Statement>(
  operation: Operation,
  statements: readonly Statement[],
  isOrdered: boolean,
  run: (statement: Statement, index: number) => void | Promise<void>,
): Promise<Document[]> {
  checkBatchSize(statements);
  const writeErrors: Document[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      await onceFree(operation, () => run(statement, index));
    } catch (error) {
      writeErrors.push(toWriteError(operation, error, index));
      if (isOrdered || operation.writer.transaction) break;
    }
    if (operation.isSliceOver()) await operation.breathe();
  }
  return writeErrors;
}
