import { Timestamp } from "bson";
import { isPlain } from "../bson/decode.ts";
import type { Operation } from "../operation/operation.ts";
import { labelsOf } from "../sessions/error-labels.ts";
import { writesResult } from "../write/writes-result.ts";
import { notPrimary, type ReplicaSet } from "./replica-set.ts";

/** What only a primary does. */
const writes = new Set(
  (
    "insert update delete findAndModify bulkWrite create createIndexes drop dropDatabase dropIndexes collMod " +
    "renameCollection commitTransaction abortTransaction createUser dropUser"
  ).split(" "),
);

/** What a secondary does when the client says that it may. */
const reads = new Set(
  "aggregate collStats count dbStats distinct explain find listCollections listDatabases listIndexes".split(
    " ",
  ),
);

/** Tells whether a step-down ends this command. */
export function isEndedByStepDown(operation: Operation, name: string): boolean {
  return writes.has(name) || operation.command.autocommit === false;
}

/**
 * Lets a member do what its role allows, and makes a secondary see what it would see.
 *
 * https://www.mongodb.com/docs/manual/core/read-preference/
 *
 * @param name of the command, as it is registered
 * @throws MongoError 10107 for a write on a secondary, 13435 for a read that is meant for the primary
 */
export async function admit(set: ReplicaSet, operation: Operation, name: string): Promise<void> {
  const { command, connection } = operation;
  if (set.isPrimary(connection.member)) return;
  if (writes.has(name) || command.autocommit === false || writesResult(command.pipeline)) {
    const labels = labelsOf(command, 10107);
    throw notPrimary("NotWritablePrimary", "not primary", set, connection.member, labels);
  }
  if (reads.has(name)) {
    const preference: unknown = command.$readPreference;
    const mode: unknown = isPlain(preference) ? preference.mode : undefined;
    if (mode === undefined || mode === "primary") {
      const message = "not primary and secondaryOk=false";
      throw notPrimary("NotPrimaryNoSecondaryOk", message, set, connection.member);
    }
  }
  const { lag } = set;
  if (!lag) return;
  const concern: unknown = command.readConcern;
  const after: unknown = isPlain(concern) ? concern.afterClusterTime : undefined;
  if (after instanceof Timestamp) await operation.wait(lag.msUntil(after));
  operation.view = lag.view();
}
