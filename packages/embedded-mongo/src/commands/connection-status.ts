import { booleanField, type Command } from "../command.ts";

const everything = { resource: { anyResource: true }, actions: ["anyAction"] };

export const connectionStatus: Command = {
  name: "connectionStatus",
  fields: ["showPrivileges"],
  run(operation) {
    const { account } = operation.connection;
    const isRoot = account?.roles.some(({ role }) => role === "root") === true;
    return {
      authInfo: {
        authenticatedUsers: account ? [{ user: account.user, db: account.db }] : [],
        authenticatedUserRoles: account?.roles ?? [],
        ...(booleanField(operation, "showPrivileges")
          ? { authenticatedUserPrivileges: isRoot ? [everything] : [] }
          : {}),
      },
    };
  },
};
