import type { Command } from "../command.ts";

export const connectionStatus: Command = {
  name: "connectionStatus",
  fields: ["showPrivileges"],
  run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
};
