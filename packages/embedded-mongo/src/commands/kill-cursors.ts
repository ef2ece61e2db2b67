import type { Long } from "bson";
import { arrayField, type Command } from "../command.ts";

export const killCursors: Command = {
  name: "killCursors",
  fields: ["cursors"],
  run(operation) {
    const cursorsKilled: unknown[] = [];
    const cursorsNotFound: unknown[] = [];
    for (const id of arrayField(operation, "cursors") as Long[]) {
      const isClosed = operation.server.cursors.close(id.toString());
      (isClosed ? cursorsKilled : cursorsNotFound).push(id);
    }
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
  },
};
