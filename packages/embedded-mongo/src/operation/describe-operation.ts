import type { Document } from "bson";
import type { Operation } from "./operation.ts";

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

function applicationName(metadata: Document | undefined): Document {
  const application = metadata?.application as Document | undefined;
  return application?.name === undefined ? {} : { appName: application.name as unknown };
}
