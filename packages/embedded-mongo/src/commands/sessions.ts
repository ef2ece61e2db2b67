import type { Document } from "bson";
import type { Command } from "../command.ts";
import { interrupted } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { sessionKey } from "../sessions/sessions.ts";

function idsOf({ command, name }: Operation): Document[] {
  const ids: unknown = command[name];
  return Array.isArray(ids) ? (ids as Document[]) : [];
}

/** Ends sessions with their transactions and cursors; without ids all of them. */
function end({ server }: Operation, ids?: Document[]): void {
  server.sessions.end(ids);
  server.cursors.closeOfSessions(ids);
}

/** Ends sessions as `end` does, and what runs in them now. */
function kill(operation: Operation, ids?: Document[]): void {
  const keys = ids && new Set(ids.map(sessionKey));
  for (const running of operation.server.operations.values()) {
    const lsid = running.command.lsid as Document | undefined;
    if (running === operation || lsid === undefined) continue;
    if (keys?.has(sessionKey(lsid)) ?? true) {
      running.kill(interrupted());
    }
  }
  end(operation, ids);
}

/** https://www.mongodb.com/docs/manual/reference/command/endSessions/ */
const endSessions: Command = {
  name: "endSessions",
  fields: "*",
  run(operation) {
    end(operation, idsOf(operation));
    return {};
  },
};

/** https://www.mongodb.com/docs/manual/reference/command/refreshSessions/ */
const refreshSessions: Command = {
  name: "refreshSessions",
  fields: "*",
  run(operation) {
    for (const id of idsOf(operation)) operation.server.sessions.find(id);
    return {};
  },
};

/** https://www.mongodb.com/docs/manual/reference/command/killSessions/ */
const killSessions: Command = {
  name: "killSessions",
  fields: "*",
  run(operation) {
    const ids = idsOf(operation);
    kill(operation, ids.length > 0 ? ids : undefined);
    return {};
  },
};

/** https://www.mongodb.com/docs/manual/reference/command/killAllSessions/ */
const killAllSessions: Command = {
  name: "killAllSessions",
  fields: "*",
  run(operation) {
    kill(operation);
    return {};
  },
};

export const sessionCommands = [endSessions, refreshSessions, killSessions, killAllSessions];
