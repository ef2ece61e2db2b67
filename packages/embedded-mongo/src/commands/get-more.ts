import { Long, type Document } from "bson";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { countField, missingField, wrongType, type Command } from "../command.ts";
import { findCursor, nextBatch, settle } from "../operation/cursors.ts";
import type { Operation, ServerCursor } from "../operation/operation.ts";
import { MongoError } from "../errors.ts";
import { sessionKey } from "../sessions/sessions.ts";
import { numberOfField, toNumber } from "../bson/number.ts";

async function run(operation: Operation): Promise<Document> {
  const { command, connection, server, database } = operation;
  if (!isNumeric(command.getMore)) throw wrongType("getMore", "getMore", command.getMore, "long");
  if (command.collection === undefined) throw missingField("getMore", "collection");
  const id =
    command.getMore instanceof Long
      ? command.getMore
      : Long.fromNumber(toNumber(command.getMore as Numeric));
  const cursor = findCursor(server.cursors, id);
  const namespace = `${database}.${String(command.collection)}`;
  if (namespace !== cursor.namespace) {
    throw new MongoError(
      "Unauthorized",
      `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
    );
  }
  checkSession(cursor, id, command);
  if (cursor.isBusy) {
    throw new MongoError("CursorInUse", `cursor id ${id.toString()} is already in use`);
  }
  const awaits = cursor.tail !== undefined && cursor.tail !== "tailable";
  if (!awaits && command.maxTimeMS !== undefined) {
    throw new MongoError(
      "BadValue",
      "cannot set maxTimeMS on getMore command for a non-awaitData cursor",
    );
  }
  cursor.isBusy = true;
  // A cursor goes on reading what its first command saw.
  operation.view = cursor.reader.current.view;
  cursor.reader.current = operation;
  operation.facts.cursor = { cursorId: id, originatingCommand: cursor.command };
  if (awaits) {
    // maxTimeMS says how long to wait for news, not when to fail.
    operation.deadlineMs = Infinity;
    operation.awaitMs = numberOfField(command, "maxTimeMS") ?? 1000;
  }
  try {
    const failure = server.failPoints.takeGetMore(
      connection,
      command,
      cursor.tail === "changeStream",
    );
    if (failure) throw failure;
    const batch = await nextBatch(cursor, countField(operation, "batchSize") || Infinity);
    const facts = cursor.source.facts?.(cursor.buffered.length > 0 ? batch : undefined);
    const next = settle(operation, cursor, false);
    return { cursor: { nextBatch: batch, ...facts, id: next, ns: namespace } };
  } catch (error) {
    server.cursors.close(cursor.id);
    throw error;
  }
}

/**
 * A cursor belongs to the session that opened it, and to its transaction: that one's snapshot is gone when it is over.
 *
 * @throws MongoError 50736 to 50741
 */
function checkSession({ command: opened }: ServerCursor, id: Long, command: Document): void {
  const shown = `Cannot run getMore on cursor ${id.toString()}, which was`;
  const [was, is] = [opened, command].map(({ lsid }) => lsid as Document | undefined);
  if (was && is) {
    if (sessionKey(was) !== sessionKey(is)) {
      throw new MongoError(
        50738,
        `${shown} created in session ${sessionKey(was)}, in session ${sessionKey(is)}`,
      );
    }
  } else if (was) {
    throw new MongoError(50737, `${shown} created in session ${sessionKey(was)}, without an lsid`);
  } else if (is) {
    throw new MongoError(50736, `${shown} not created in a session, in session ${sessionKey(is)}`);
  }
  const [began, now] = [opened, command].map(transactionOf);
  if (began === now) return;
  if (began === undefined) {
    throw new MongoError(50739, `${shown} not created in a transaction, in transaction ${now}`);
  }
  throw now === undefined
    ? new MongoError(
        50740,
        `${shown} created in transaction ${began}, without a transaction number`,
      )
    : new MongoError(50741, `${shown} created in transaction ${began}, in transaction ${now}`);
}

function transactionOf(command: Document): number | undefined {
  return command.autocommit === false ? numberOfField(command, "txnNumber") : undefined;
}

export const getMore: Command = {
  name: "getMore",
  fields: ["collection", "batchSize", "term", "lastKnownCommittedOpTime"],
  run,
};
