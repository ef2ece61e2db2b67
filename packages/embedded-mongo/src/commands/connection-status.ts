import type { Command } from "../command.ts";

export const connectionStatus: Command = {
  name: "connectionStatus",
  fields: ["showPrivileges"],
  run: ({ connection: { user } }) => ({
    authInfo:
      user === undefined
        ? { authenticatedUsers: [], authenticatedUserRoles: [] }
        : {
            authenticatedUsers: [{ user, db: "admin" }],
            authenticatedUserRoles: [{ role: "root", db: "admin" }],
          },
  }),
};
