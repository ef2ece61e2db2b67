import type { Command } from "../command.ts";

export const dropDatabase: Command = {
  name: "dropDatabase",
  fields: [],
  run({ server, database }) {
    if (!server.store.databases.has(database)) return {};
    server.store.dropDatabase(database);
    return { dropped: database };
  },
};
