import { storageStats } from "../stages/source-stages.ts";
import { collectionName, scaleOf, type Command } from "../command.ts";

export const collStats: Command = {
  name: "collStats",
  aliases: ["collstats"],
  fields: ["scale"],
  run(operation) {
    const { server, database } = operation;
    const collection = server.store.find(database, collectionName(operation));
    return {
      ns: `${database}.${String(operation.command[operation.name])}`,
      ...storageStats({ collection }, scaleOf(operation.command)),
    };
  },
};
