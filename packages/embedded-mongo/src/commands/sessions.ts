import type { Document } from "bson";
import type { Command } from "../command.ts";
import type { Operation } from "../operation.ts";

function idsOf({ command, name }: Operation): Document[] {
  const ids: unknown = command[name];
  return Array.isArray(ids) ? (ids as Document[]) : [];
}

/** https://www.mongodb.com/docs/manual/reference/command/endSessions/ */
const endSessions: Command = {
  name: "endSessions",
  fields: "*",
  run(operation) {
    operation.server.sessions.end(idsOf(operation));
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
    operation.server.sessions.end(ids.length > 0 ? ids : undefined);
    return {};
  },
};

/** https://www.mongodb.com/docs/manual/reference/command/killAllSessions/ */
const killAllSessions: Command = {
  name: "killAllSessions",
  fields: "*",
  run({ server }) {
    server.sessions.end();
    return {};
  },
};

export const sessionCommands = [endSessions, refreshSessions, killSessions, killAllSessions];
