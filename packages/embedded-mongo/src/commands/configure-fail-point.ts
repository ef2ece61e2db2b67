import type { Command } from "../command.ts";

/** https://github.com/mongodb/mongo/wiki/The-%22failCommand%22-fail-point */
export const configureFailPoint: Command = {
  name: "configureFailPoint",
  fields: ["mode", "data"],
  isAdminOnly: true,
  run: ({ server, command }) => ({ count: server.failPoints.configure(command) }),
};
