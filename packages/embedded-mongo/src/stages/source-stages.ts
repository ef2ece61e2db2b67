import type { Document } from "bson";
import { calculateObjectSize, UUID } from "bson";
import { isPlain } from "../bson/decode.ts";
import { scaleOf } from "../command.ts";
import { MongoError, notSupported } from "../errors.ts";
import type { Chunks } from "../operation/operation.ts";
import {
  describeIdleCursor,
  describeIdleSession,
  describeOperation,
} from "../operation/describe-operation.ts";
import { sessionKey } from "../sessions/sessions.ts";
import { typeOf } from "../bson/type.ts";
import { compileExpression } from "../expressions/expressions.ts";
import type { PipelineContext } from "./stage.ts";

export async function* documents(operand: unknown, context: PipelineContext): Chunks {
  const values = compileExpression(operand, context.variables)({});
  if (!Array.isArray(values) || !values.every(isPlain)) {
    throw new MongoError(5858203, "an array is expected for $documents, with objects as elements");
  }
  if (values.length > 0) yield values;
}

/** Returns sizes as collStats and $collStats tell them: those of the documents as BSON, in units of `scale` bytes. */
export function storageStats(
  { collection }: Pick<PipelineContext, "collection">,
  scale = 1,
): Document {
  let size = 0;
  for (const { document } of collection?.records.values() ?? []) {
    if (document) size += calculateObjectSize(document);
  }
  const count = collection?.count ?? 0;
  const scaled = Math.trunc(size / scale);
  return {
    size: scaled,
    count,
    ...(count > 0 ? { avgObjSize: Math.trunc(size / count) } : {}),
    storageSize: scaled,
    freeStorageSize: 0,
    capped: collection?.cap !== undefined,
    ...(collection?.cap
      ? {
          max: collection.cap.max === Infinity ? 0 : collection.cap.max,
          maxSize: Math.trunc(collection.cap.size / scale),
        }
      : {}),
    nindexes: collection?.indexes.size ?? 0,
    indexBuilds: [],
    totalIndexSize: 0,
    indexSizes: Object.fromEntries(
      [...(collection?.indexes.keys() ?? [])].map((name) => [name, 0]),
    ),
    totalSize: scaled,
    scaleFactor: scale,
  };
}

export async function* collectionStats(operand: unknown, context: PipelineContext): Chunks {
  const { collection, database } = context;
  if (!collection)
    throw new MongoError(
      "NamespaceNotFound",
      "Unable to retrieve storageStats in $collStats stage :: caused by :: Collection not found",
    );
  const options = isPlain(operand) ? operand : {};
  yield [
    {
      ns: `${database}.${collection.name}`,
      host: context.reader.current.server.address,
      localTime: new Date(),
      ...("count" in options ? { count: collection.count } : {}),
      ...("storageStats" in options
        ? { storageStats: storageStats(context, scaleOf(options.storageStats as Document)) }
        : {}),
    },
  ];
}

export async function* indexStats(
  _operand: unknown,
  { collection, reader }: PipelineContext,
): Chunks {
  const indexes = [...(collection?.indexes.values() ?? [])];
  if (indexes.length === 0) return;
  yield indexes.map((index) => ({
    name: index.name,
    key: index.specification.key as Document,
    host: reader.current.server.address,
    accesses: { ops: index.accesses, since: reader.current.server.startedAt },
    spec: index.specification,
  }));
}

/** The sessions that the server knows; the one that asks is one of them. */
export async function* localSessions(_operand: unknown, { reader }: PipelineContext): Chunks {
  const found = reader.current.server.sessions.list().map(({ key, lastUsedMs }) => ({
    _id: { id: new UUID(key) },
    lastUse: new Date(Date.now() - (performance.now() - lastUsedMs)),
  }));
  if (found.length > 0) yield found;
}

const currentOpOptions = new Set([
  "allUsers",
  "idleConnections",
  "idleCursors",
  "idleSessions",
  "localOps",
  "backtrace",
  "targetAllNodes",
  "truncateOps",
]);

function sessionKeyOf(lsid: unknown): string | undefined {
  return isPlain(lsid) ? sessionKey(lsid) : undefined;
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/currentOp/ */
export async function* currentOperations(
  operand: unknown,
  { reader, database }: PipelineContext,
): Chunks {
  if (!isPlain(operand)) {
    throw new MongoError(
      "FailedToParse",
      `$currentOp options must be specified in an object, but found: ${typeOf(operand).name}`,
    );
  }
  for (const [name, value] of Object.entries(operand)) {
    if (!currentOpOptions.has(name)) {
      throw new MongoError("FailedToParse", `Unrecognized option '${name}' in $currentOp stage.`);
    }
    if (typeof value !== "boolean") {
      throw new MongoError(
        "TypeMismatch",
        `The '${name}' parameter of the $currentOp stage must be a boolean value, but found: ${typeOf(value).name}`,
      );
    }
  }
  if (database !== "admin") {
    throw new MongoError(
      "InvalidNamespace",
      "$currentOp must be run against the 'admin' database with {aggregate: 1}",
    );
  }
  const { operations, sessions, cursors, address } = reader.current.server;
  yield [...operations.values()].map(describeOperation);
  if (operand.idleSessions !== false) {
    const running = new Set(
      [...operations.values()].map(({ command }) => sessionKeyOf(command.lsid)),
    );
    const idle = sessions.list().filter(({ key }) => !running.has(key));
    yield idle.flatMap((session) => describeIdleSession(session, address) ?? []);
  }
  if (operand.idleCursors === true) {
    const idle = [...cursors.open.values()].filter(({ isBusy }) => !isBusy);
    yield idle.map((cursor) => describeIdleCursor(cursor, address));
  }
}

export function changeStream(): Chunks {
  throw notSupported("the stage $changeStream");
}
