import { Long, type Document } from "bson";
import { awaitMsOf } from "../aggregate/change-stream.ts";
import { isNumeric } from "../bson/type.ts";
import { countField, missingField, wrongType, type Command } from "../command.ts";
import { findCursor, nextBatch, settle } from "../cursors.ts";
import { MongoError } from "../errors.ts";
import type { Operation } from "../operation.ts";
import { toNumber, type Numeric } from "../bson/number.ts";

async function run(operation: Operation): Promise<Document> {
  const { command, server, database } = operation;
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
  if (cursor.isBusy) {
    throw new MongoError("CursorInUse", `cursor id ${id.toString()} is already in use`);
  }
  cursor.isBusy = true;
  // A cursor goes on reading what its first command saw.
  operation.view = cursor.reader.current.view;
  cursor.reader.current = operation;
  operation.facts.cursor = { cursorId: id, originatingCommand: cursor.command };
  if (cursor.isTailable) {
    // maxTimeMS says how long to wait for news, not when to fail.
    operation.deadlineMs = Infinity;
    operation.awaitMs = awaitMsOf(command);
  }
  try {
    const failure = server.failPoints.takeGetMore(cursor.isTailable);
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

export const getMore: Command = {
  name: "getMore",
  fields: ["collection", "batchSize", "term", "lastKnownCommittedOpTime"],
  run,
};
