import type { Document } from "bson";
import { asMongoError, MongoError } from "../errors.ts";
import type { Operation } from "../operation.ts";

/** Errors that end the whole command: the client wants it to stop, or the transaction is lost. */
const fatal = new Set(["Interrupted", "MaxTimeMSExpired", "InternalError"]);

/** Returns `error` as one entry of `writeErrors`. @throws the error itself when it ends the whole command */
export function toWriteError(operation: Operation, error: unknown, index: number): Document {
  const known = asMongoError(error);
  if (fatal.has(known.codeName) || operation.writer.transaction) throw error;
  const { codeName: _, ...details } = known.details;
  return { index, code: known.code, ...details, errmsg: known.message };
}

/** Between two tries at a key that a transaction holds, in ms. */
const conflictPollMs = 5;

/** Outside of a transaction a write waits for the transaction that holds a unique key; inside it, that is a conflict. */
async function onceFree(operation: Operation, run: () => void | Promise<void>): Promise<void> {
  for (;;) {
    try {
      const done = run();
      if (done) await done;
      return;
    } catch (error) {
      if (operation.writer.transaction || asMongoError(error).codeName !== "WriteConflict")
        throw error;
      await operation.wait(conflictPollMs);
    }
  }
}

/** Runs the statements of a write command; in an ordered one the first error is the last statement. */
export async function runStatements<Statement>(
  operation: Operation,
  statements: readonly Statement[],
  isOrdered: boolean,
  run: (statement: Statement, index: number) => void | Promise<void>,
): Promise<Document[]> {
  if (statements.length === 0 || statements.length > 100_000) {
    throw new MongoError(
      "InvalidOptions" as const,
      `Write batch sizes must be between 1 and 100000. Got ${statements.length} operations.`,
      { code: 16 },
    );
  }
  const writeErrors: Document[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      await onceFree(operation, () => run(statement, index));
    } catch (error) {
      writeErrors.push(toWriteError(operation, error, index));
      if (isOrdered) break;
    }
    if (operation.isSliceOver()) await operation.breathe();
  }
  return writeErrors;
}
