import { Long, type Document } from "bson";
import type { Session } from "../sessions/sessions.ts";
import type { Operation, ServerCursor } from "./operation.ts";

const kinds: Record<string, string> = {
  insert: "insert",
  update: "update",
  delete: "remove",
  find: "query",
  getMore: "getmore",
};

/** Returns what currentOp tells about a running operation. */
export function describeOperation(operation: Operation): Document {
  const { connection, command, database, name } = operation;
  const runningMs = performance.now() - operation.startedMs;
  const target: unknown = name === "getMore" ? command.collection : command[name];
  return {
    type: "op",
    host: operation.server.address,
    desc: `conn${connection.id}`,
    connectionId: connection.id,
    client: connection.client,
    ...(connection.metadata ? { clientMetadata: connection.metadata } : {}),
    ...applicationName(connection.metadata),
    active: true,
    currentOpTime: new Date().toISOString(),
    opid: operation.id,
    secs_running: Math.trunc(runningMs / 1000),
    microsecs_running: Math.round(runningMs * 1000),
    op: kinds[name] ?? "command",
    ns: `${database}.${typeof target === "string" ? target : "$cmd"}`,
    command,
    ...operation.facts,
    killPending: false,
    numYields: 0,
  };
}

/** Returns what $currentOp tells about a cursor that waits for its next getMore. */
export function describeIdleCursor(cursor: ServerCursor, host: string): Document {
  const { command, tail } = cursor;
  return {
    type: "idleCursor",
    host,
    ns: cursor.namespace,
    ...(command.lsid === undefined ? {} : { lsid: command.lsid as Document }),
    cursor: {
      cursorId: Long.fromNumber(cursor.id),
      createdDate: cursor.createdAt,
      lastAccessDate: cursor.lastUsedAt,
      nDocsReturned: Long.fromNumber(cursor.returned),
      nBatchesReturned: Long.fromNumber(cursor.batches),
      noCursorTimeout: cursor.neverTimesOut,
      tailable: tail !== undefined,
      awaitData: tail !== undefined && tail !== "tailable",
      originatingCommand: command,
    },
  };
}

/** Returns what $currentOp tells about a session whose transaction is open while no command of it runs. */
export function describeIdleSession(
  { lsid, transaction }: Session,
  host: string,
): Document | undefined {
  if (transaction?.state !== "active") return undefined;
  const { connection, number, startedAt, lifetimeMs } = transaction;
  const openMs = Date.now() - startedAt.getTime();
  return {
    type: "idleSession",
    host,
    desc: "inactive transaction",
    client: connection.client,
    connectionId: connection.id,
    ...(connection.metadata ? { clientMetadata: connection.metadata } : {}),
    ...applicationName(connection.metadata),
    lsid,
    transaction: {
      parameters: { txnNumber: Long.fromNumber(number), autocommit: false },
      startWallClockTime: startedAt.toISOString(),
      timeOpenMicros: Long.fromNumber(openMs * 1000),
      expiryTime: new Date(startedAt.getTime() + lifetimeMs).toISOString(),
    },
    active: false,
    waitingForLock: false,
  };
}

function applicationName(metadata: Document | undefined): Document {
  const application = metadata?.application as Document | undefined;
  return application?.name === undefined ? {} : { appName: application.name as unknown };
}
