import type { Command } from "../command.ts";
import { numberOfField } from "../bson/number.ts";
import { interrupted, MongoError } from "../errors.ts";

export const killOp: Command = {
  name: "killOp",
  fields: ["op"],
  isAdminOnly: true,
  run({ server, command }) {
    const id = numberOfField(command, "op");
    if (id === undefined) throw new MongoError("NoSuchKey", 'Missing expected field "op"');
    // Like the server, it says "ok" for an operation that is gone, too.
    server.operations.get(id)?.kill(interrupted());
    return { info: "attempting to kill op" };
  },
};
