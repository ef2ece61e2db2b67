import type { Document } from "bson";
import { takeClusterTime, tellClusterTime } from "./cluster-time.ts";
import type { Command } from "../command.ts";
import { checkFields, maxTimeOf } from "./command-fields.ts";
import { hello } from "../commands/hello.ts";
import { ping } from "../commands/ping.ts";
import {
  checkReadConcern,
  checkWriteConcern,
  snapshotRead,
  writeConcernError,
} from "./concerns.ts";
import { admit } from "../replica-set/admit.ts";
import { isPlain } from "../bson/decode.ts";
import type { Connection } from "../operation/connection.ts";
import { asMongoError, MongoError, notSupported } from "../errors.ts";
import type { PlannedFailure } from "./fail-points.ts";
import { createOperation } from "../operation/running-operation.ts";
import type { Operation, ServerState } from "../operation/operation.ts";
import type { Lag } from "../replica-set/lag.ts";
import { checkAllowed } from "../sessions/roles.ts";
import { runInSession } from "../sessions/run-in-session.ts";
import { checkStableApi } from "./stable-api.ts";

/** Answers commands, one call each. */
export interface Dispatcher {
  /**
   * Runs a command and returns its reply, with `ok`; what fails is a reply, too.
   *
   * @param frameBytes size of the message that it came in
   */
  dispatch(connection: Connection, command: Document, frameBytes: number): Promise<Document>;
}

/** What may be asked before authentication. */
const openCommands = new Set([
  "hello",
  "ping",
  "buildInfo",
  "connectionStatus",
  "saslStart",
  "saslContinue",
  "logout",
  "endSessions",
]);

/** Commands that MongoDB has and this server does not: whoever sends one is told so. */
const refusedCommands = new Set([
  "authenticate",
  "convertToCapped",
  "dbHash",
  "filemd5",
  "fsync",
  "getClusterParameter",
  "listCommands",
  "mapReduce",
  "planCacheClear",
  "profile",
  "reIndex",
  "replSetGetStatus",
  "rolesInfo",
  "shardCollection",
  "shutdown",
  "startSession",
  "top",
  "validate",
]);

const maxUserDocumentBytes = 16 * 1024 * 1024;

/** Returns the dispatcher; commands beyond the handshake are loaded while the first clients connect. */
export function createDispatcher(server: ServerState): Dispatcher {
  const registry = new Map<string, Command>();
  function register(command: Command): void {
    for (const name of [command.name, ...(command.aliases ?? [])]) registry.set(name, command);
  }
  register(hello);
  register(ping);
  let loading: Promise<void> | undefined;
  function load(): Promise<void> {
    loading ??= import("../commands/index.ts").then(({ commands }) => {
      for (const command of commands) register(command);
      return undefined;
    });
    return loading;
  }
  setImmediate(() => void load());

  async function run(
    connection: Connection,
    document: Document,
    frameBytes: number,
  ): Promise<Document> {
    const [name = ""] = Object.keys(document);
    if (!registry.has(name)) await load();
    const command = registry.get(name);
    if (!command) {
      throw refusedCommands.has(name)
        ? notSupported(`the command ${name}`)
        : new MongoError("CommandNotFound", `no such command: '${name}'`);
    }
    const database: unknown = document.$db;
    if (typeof database !== "string" || !isDatabaseName(database)) {
      throw new MongoError("InvalidNamespace", `Invalid database name: '${String(database)}'`);
    }
    if (command.isAdminOnly && database !== "admin") {
      throw new MongoError("Unauthorized", `${name} may only be run against the admin database.`);
    }
    if (server.scram) {
      const { account } = connection;
      if (account) checkAllowed(account.roles, command.name, database, document);
      else if (!openCommands.has(command.name)) {
        throw new MongoError("Unauthorized", `Command ${name} requires authentication`);
      }
    }
    checkFields(command, name, document);
    takeClusterTime(server.store, document.$clusterTime);
    checkStableApi(command.name, document);
    checkReadConcern(command.name, document);
    checkWriteConcern(command.name, document);
    const operation = createOperation(server, connection, name, database, document);
    operation.writer.skipsValidation = document.bypassDocumentValidation === true;
    // An update knows better; an insert shares its message's size among its documents.
    operation.writer.bytes = frameBytes / Math.max(1, statementsIn(document));
    operation.mayHaveLargeDocuments = frameBytes > maxUserDocumentBytes;
    const maxTimeMs = maxTimeOf(document);
    if (maxTimeMs > 0) operation.deadlineMs = operation.startedMs + maxTimeMs;
    const counter = counterOf(command.name);
    server.counters.set(counter, (server.counters.get(counter) ?? 0) + 1);
    server.operations.set(operation.id, operation);
    try {
      const failure = server.failPoints.take(
        connection,
        [name, command.name, ...(command.aliases ?? [])],
        document,
      );
      if (failure) await fail(operation, failure);
      if (server.set) await admit(server.set, operation, command.name);
      const reply = await runOrTellConcern(operation, command);
      return {
        ...reply,
        ...writeConcernError(document, server.set?.count),
        ...failure?.replyFields,
        ok: 1,
      };
    } finally {
      server.operations.delete(operation.id);
    }
  }

  return {
    async dispatch(connection, command, frameBytes) {
      let reply: Document;
      try {
        reply = await run(connection, command, frameBytes);
      } catch (error) {
        reply = errorReply(asMongoError(error));
      }
      reply.$clusterTime = tellClusterTime(server.store);
      reply.operationTime = lagOf(server, connection)?.appliedTime() ?? server.store.clusterTime;
      return reply;
    },
  };
}

/** What the member behind a connection is behind by; undefined when it has everything. */
function lagOf({ set }: ServerState, { member }: Connection): Lag | undefined {
  return set?.isPrimary(member) === false ? set.lag : undefined;
}

/** Writes that fail are waited for as others are: their reply may have a `writeConcernError` beside the error. */
async function runOrTellConcern(operation: Operation, command: Command): Promise<Document> {
  const { readConcern } = operation.command;
  try {
    return await (readConcern === undefined
      ? runInSession(operation, command)
      : runWithReadConcern(operation, command));
  } catch (error) {
    const concern = writeConcernError(operation.command, operation.server.set?.count);
    if (Object.keys(concern).length === 0) throw error;
    const { code, message, codeName, details } = asMongoError(error);
    throw new MongoError(code, message, { codeName, ...details, ...concern });
  }
}

/** A read at level "snapshot" is told the time of what it saw, so that further ones can ask for the same. */
async function runWithReadConcern(operation: Operation, command: Command): Promise<Document> {
  const { isSnapshot, time } = snapshotRead(operation.name, operation.command);
  if (!isSnapshot) return runInSession(operation, command);
  const { store } = operation.server;
  const atClusterTime = time ?? store.clusterTime;
  operation.view = store.snapshotAt(atClusterTime);
  const reply = await runInSession(operation, command);
  return isPlain(reply.cursor)
    ? { ...reply, cursor: { ...reply.cursor, atClusterTime } }
    : { ...reply, atClusterTime };
}

/** Does what a fail point wants. @throws its error */
async function fail(operation: Operation, failure: PlannedFailure): Promise<void> {
  if (failure.blockMs > 0) await operation.wait(failure.blockMs);
  if (failure.closesConnection) operation.connection.destroy();
  if (failure.error) throw failure.error;
  if (failure.closesConnection) {
    throw new MongoError("Interrupted", "the connection was closed by a fail point");
  }
}

function statementsIn({ documents, ops }: Document): number {
  const statements: unknown = documents ?? ops;
  return Array.isArray(statements) ? statements.length : 1;
}

function isDatabaseName(name: string): boolean {
  return name !== "" && name.length < 64 && !/[/\\. "$\0]/.test(name);
}

function counterOf(name: string): string {
  if (name === "find") return "query";
  if (name === "getMore") return "getmore";
  return ["insert", "update", "delete"].includes(name) ? name : "command";
}

function errorReply(error: MongoError): Document {
  return {
    ok: 0,
    errmsg: error.message,
    code: error.code,
    codeName: error.codeName,
    ...error.details,
  };
}
