import type { Command } from "../command.ts";
import { MongoError } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import type { ScramServer } from "../sessions/scram.ts";

function scramOf({ server }: Operation): ScramServer {
  if (server.scram) return server.scram;
  throw new MongoError(
    "AuthenticationFailed",
    "Authentication failed: this server was started without authentication.",
  );
}

/** https://github.com/mongodb/specifications/blob/master/source/auth/auth.md#scram-sha-256 */
const saslStart: Command = {
  name: "saslStart",
  fields: "*",
  run(operation) {
    const { connection, command } = operation;
    const { conversation, reply } = scramOf(operation).start(command, operation.database, 1);
    connection.conversation = conversation;
    return reply;
  },
};

const saslContinue: Command = {
  name: "saslContinue",
  fields: "*",
  run(operation) {
    const { connection, command } = operation;
    const { conversation } = connection;
    if (!conversation) throw new MongoError("ProtocolError", "No SASL session state found");
    const reply = scramOf(operation).continue(conversation, command);
    if (conversation.isProved) connection.account = conversation.account;
    return reply;
  },
};

const logout: Command = {
  name: "logout",
  fields: "*",
  run({ connection }) {
    connection.account = undefined;
    return {};
  },
};

export const authenticationCommands = [saslStart, saslContinue, logout];
