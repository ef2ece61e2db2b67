import type { Document } from "bson";
import { numberOfField } from "../bson/number.ts";
import type { Command } from "../command.ts";
import { asMongoError, MongoError } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { isTransient } from "./error-labels.ts";
import type { Session, SessionTransaction } from "./sessions.ts";

/** https://www.mongodb.com/docs/manual/core/transactions-operations/ */
const allowedInTransaction = new Set([
  "abortTransaction",
  "aggregate",
  "bulkWrite",
  "commitTransaction",
  "create",
  "createIndexes",
  "delete",
  "distinct",
  "find",
  "findAndModify",
  "getMore",
  "insert",
  "killCursors",
  "update",
]);

/** Databases whose data can't be part of a transaction, and the commands that are sent to one of them nevertheless. */
const ownDatabases = new Set(["admin", "config", "local"]);
const goAnywhere = new Set([
  "abortTransaction",
  "bulkWrite",
  "commitTransaction",
  "getMore",
  "killCursors",
]);

const retryableWrites = new Set(["insert", "update", "delete", "findAndModify", "bulkWrite"]);

/**
 * Runs a command as its session wants it: on its own, once for each transaction number however often it is sent, or as
 * part of a transaction.
 *
 * @throws MongoError when the transaction is not there (anymore), or whatever the command throws
 */
export async function runInSession(operation: Operation, command: Command): Promise<Document> {
  const { server, command: document } = operation;
  const { autocommit, startTransaction, lsid, txnNumber } = document;
  if (lsid === undefined) {
    if (txnNumber !== undefined) {
      throw new MongoError(
        "InvalidOptions",
        "Transaction number requires a session ID to also be specified",
      );
    }
    return command.run(operation);
  }
  const session = server.sessions.find(lsid as Document);
  operation.writer.session = lsid;
  if (txnNumber === undefined) {
    if (autocommit !== undefined || startTransaction !== undefined) {
      throw new MongoError(
        "InvalidOptions",
        "'autocommit' field requires a transaction number to also be specified",
      );
    }
    return command.run(operation);
  }
  return session.inTurn(async (hasWaited) => {
    // Whoever was killed in the queue must not begin.
    if (hasWaited) await operation.breathe();
    return runNumbered(operation, command, session);
  });
}

/** Runs a command that carries a transaction number. */
async function runNumbered(
  operation: Operation,
  command: Command,
  session: Session,
): Promise<Document> {
  const { command: document } = operation;
  const { autocommit } = document;
  const number = numberOfField(document, "txnNumber") ?? -1;
  if (number < session.number) {
    throw new MongoError(
      "TransactionTooOld",
      `Cannot start transaction with { txnNumber: ${number} } on session ${session.key} because a newer transaction with txnNumberAndRetryCounter { txnNumber: ${session.number}, txnRetryCounter: -1 } has already started on this session.`,
    );
  }
  if (autocommit === undefined) return runOnce(operation, command, session, number);
  if (autocommit !== false) {
    throw new MongoError("InvalidOptions", "Cannot specify 'autocommit' of true");
  }
  checkIsAllowed(operation, command);
  return runInTransaction(operation, command, session, number);
}

/** @throws MongoError 263 when a command can't be part of a transaction */
function checkIsAllowed(operation: Operation, command: Command): void {
  const { name, database } = operation;
  const reason = !allowedInTransaction.has(command.name)
    ? `Cannot run '${name}' in a multi-document transaction.`
    : command.name === "killCursors" && operation.command.startTransaction === true
      ? "Cannot run killCursors as the first operation in a multi-document transaction."
      : ownDatabases.has(database) && !goAnywhere.has(command.name)
        ? `Cannot run command against the '${database}' database in a transaction.`
        : undefined;
  if (reason !== undefined) throw new MongoError("OperationNotSupportedInTransaction", reason);
}

/** A retryable write that is sent again gets the answer of the first time: it must not have its effect twice. */
function runOnce(
  operation: Operation,
  command: Command,
  session: Session,
  number: number,
): Document | Promise<Document> {
  if (!retryableWrites.has(command.name)) {
    throw new MongoError(
      50768,
      `txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and ${operation.name} is not a retryable write command.`,
      { codeName: "NotARetryableWriteCommand" },
    );
  }
  if (session.write?.number === number) return session.write.reply;
  if (session.transaction) operation.server.sessions.abort(session.transaction);
  session.number = number;
  const reply = runOrFail(operation, command);
  const write = { number, reply };
  session.write = write;
  reply.catch(() => {
    // What failed as a whole has had no effect, so a retry is to run.
    if (session.write === write) session.write = undefined;
  });
  return reply;
}

/** Runs a retryable write, unless a fail point wants it to fail, or its answer to be lost. */
async function runOrFail(operation: Operation, command: Command): Promise<Document> {
  const { server, connection, command: document } = operation;
  const statements: unknown =
    document.documents ?? document.updates ?? document.deletes ?? document.ops;
  const failure = server.failPoints.takeRetryableWrite(
    Array.isArray(statements) ? statements.length : 1,
  );
  if (!failure) return command.run(operation);
  try {
    if (failure.error) throw failure.error;
    return await command.run(operation);
  } finally {
    if (failure.closesConnection) connection.destroy();
  }
}

async function runInTransaction(
  operation: Operation,
  command: Command,
  session: Session,
  number: number,
): Promise<Document> {
  const { server } = operation;
  const isEnd = command.name === "commitTransaction" || command.name === "abortTransaction";
  const transaction = isEnd
    ? existing(session, number)
    : operation.command.startTransaction === true
      ? begin(operation, session, number)
      : active(session, number);
  operation.view = transaction.storage.view;
  operation.writer.transaction = transaction.storage;
  const { txnNumber, lsid } = operation.command;
  operation.writer.transactionFacts = { txnNumber, lsid };
  try {
    const reply = await command.run(operation);
    // A statement that failed has ended the transaction, although the command is answered with ok: 1.
    if (reply.writeErrors !== undefined || Number(reply.nErrors ?? 0) > 0) {
      server.sessions.abort(transaction);
    }
    return reply;
  } catch (error) {
    // Any error ends the transaction on the server: the client can only abort it.
    if (!isEnd) server.sessions.abort(transaction);
    throw isTransient(asMongoError(error)) ? withLabel(asMongoError(error)) : error;
  }
}

function begin(operation: Operation, session: Session, number: number): SessionTransaction {
  const { server } = operation;
  if (number === session.number) {
    throw new MongoError(
      "ConflictingOperationInProgress",
      "Only servers in a sharded cluster can start a new transaction at the active transaction number",
    );
  }
  const seconds = Number(server.parameters.transactionLifetimeLimitSeconds);
  return server.sessions.begin(session, number, seconds * 1000, operation.connection);
}

/** Returns the transaction, whatever its state. */
function existing(session: Session, number: number): SessionTransaction {
  const { transaction } = session;
  if (transaction?.number === number) return transaction;
  throw withLabel(
    new MongoError(
      "NoSuchTransaction",
      `Given transaction number ${number} does not match any in-progress transactions. The active transaction number is ${session.number}`,
    ),
  );
}

function active(session: Session, number: number): SessionTransaction {
  const transaction = existing(session, number);
  if (transaction.state === "aborted") throw abortedBefore(transaction);
  if (transaction.state === "committed") {
    throw new MongoError(
      "TransactionCommitted",
      `Transaction with { txnNumber: ${number} } has been committed.`,
    );
  }
  return transaction;
}

/** Returns the error for a transaction that is no more. */
export function abortedBefore({ number }: SessionTransaction): MongoError {
  return withLabel(
    new MongoError(
      "NoSuchTransaction",
      `Transaction with { txnNumber: ${number} } has been aborted.`,
    ),
  );
}

/** Drivers run the whole transaction again when they see this label. */
function withLabel(error: MongoError): MongoError {
  return new MongoError(error.code, error.message, {
    codeName: error.codeName,
    ...error.details,
    errorLabels: ["TransientTransactionError"],
  });
}
