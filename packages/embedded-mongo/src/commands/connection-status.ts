import { booleanField, type Command } from "../command.ts";

const everything = { resource: { anyResource: true }, actions: ["anyAction"] };

export const connectionStatus: Command = {
  name: "connectionStatus",
  fields: ["showPrivileges"],
  run(operation) {
    const { user } = operation.connection;
    const isKnown = user !== undefined;
    return {
      authInfo: {
        authenticatedUsers: isKnown ? [{ user, db: "admin" }] : [],
        authenticatedUserRoles: isKnown ? [{ role: "root", db: "admin" }] : [],
        ...(booleanField(operation, "showPrivileges")
          ? { authenticatedUserPrivileges: isKnown ? [everything] : [] }
          : {}),
      },
    };
  },
};
