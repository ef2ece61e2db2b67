import type { Command } from "../command.ts";
import { MongoError } from "../errors.ts";

export const dropDatabase: Command = {
  name: "dropDatabase",
  fields: [],
  run({ server, database }) {
    if (database === "admin" || database === "local") {
      throw new MongoError(
        "IllegalOperation",
        `Dropping the '${database}' database is prohibited.`,
      );
    }
    if (!server.store.databases.has(database)) return {};
    server.store.dropDatabase(database);
    return { dropped: database };
  },
};
