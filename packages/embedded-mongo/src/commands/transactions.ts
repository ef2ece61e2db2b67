import type { Document } from "bson";
import type { Command } from "../command.ts";
import { MongoError } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { abortedBefore } from "../sessions/run-in-session.ts";
import type { SessionTransaction } from "../sessions/sessions.ts";

function transactionOf({ server, command, name }: Operation): SessionTransaction {
  const lsid = command.lsid as Document | undefined;
  const transaction = lsid && server.sessions.find(lsid).transaction;
  if (!transaction || command.autocommit !== false) {
    throw new MongoError("CommandFailed", `${name} must be run within a transaction`);
  }
  return transaction;
}

/** https://www.mongodb.com/docs/manual/reference/command/commitTransaction/ */
export const commitTransaction: Command = {
  name: "commitTransaction",
  fields: ["recoveryToken"],
  isAdminOnly: true,
  run(operation) {
    const transaction = transactionOf(operation);
    if (transaction.state === "aborted") throw abortedBefore(transaction);
    // A commit that is asked for again has happened.
    if (transaction.state === "active") operation.server.sessions.commit(transaction);
    return {};
  },
};

/** https://www.mongodb.com/docs/manual/reference/command/abortTransaction/ */
export const abortTransaction: Command = {
  name: "abortTransaction",
  fields: ["recoveryToken"],
  isAdminOnly: true,
  run(operation) {
    const transaction = transactionOf(operation);
    if (transaction.state === "aborted") throw abortedBefore(transaction);
    if (transaction.state === "committed") {
      throw new MongoError(
        "TransactionCommitted",
        `Transaction with { txnNumber: ${transaction.number} } has been committed.`,
      );
    }
    operation.server.sessions.abort(transaction);
    return {};
  },
};
