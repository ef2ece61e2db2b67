import type { Document } from "bson";
import type { Command } from "../command.ts";
import type { Operation } from "../operation.ts";

function idsOf({ command, name }: Operation): Document[] {
  const ids: unknown = command[name];
  return Array.isArray(ids) ? (ids as Document[]) : [];
}

/** Ends sessions with their transactions and cursors; without ids all of them. */
function end({ server }: Operation, ids?: Document[]): void {
  server.sessions.end(ids);
  server.cursors.closeOfSessions(ids);
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
    end(operation, ids.length > 0 ? ids : undefined);
    return {};
  },
};

/** https://www.mongodb.com/docs/manual/reference/command/killAllSessions/ */
const killAllSessions: Command = {
  name: "killAllSessions",
  fields: "*",
  run(operation) {
    end(operation);
    return {};
  },
};

export const sessionCommands = [endSessions, refreshSessions, killSessions, killAllSessions];
