import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { arrayField, wrongType, type Command } from "../command.ts";

export const killCursors: Command = {
  name: "killCursors",
  fields: ["cursors"],
  run(operation) {
    const cursorsKilled: unknown[] = [];
    const cursorsNotFound: unknown[] = [];
    for (const id of arrayField(operation, "cursors")) {
      if (!isNumeric(id)) throw wrongType("killCursors", "cursors", id, "long");
      const isClosed = operation.server.cursors.close(toNumber(id as Numeric));
      (isClosed ? cursorsKilled : cursorsNotFound).push(id);
    }
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
  },
};
