import { toNumber, type Numeric } from "../bson/number.ts";
import { arrayField, type Command } from "../command.ts";

export const killCursors: Command = {
  name: "killCursors",
  fields: ["cursors"],
  run(operation) {
    const cursorsKilled: unknown[] = [];
    const cursorsNotFound: unknown[] = [];
    for (const id of arrayField(operation, "cursors") as Numeric[]) {
      const isClosed = operation.server.cursors.close(toNumber(id));
      (isClosed ? cursorsKilled : cursorsNotFound).push(id);
    }
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
  },
};
