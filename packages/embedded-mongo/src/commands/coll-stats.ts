import { storageStats } from "../aggregate/source-stages.ts";
import { collectionName, scaleOf, type Command } from "../command.ts";

export const collStats: Command = {
  name: "collStats",
  aliases: ["collstats"],
  fields: ["scale"],
  run(operation) {
    const { server, database } = operation;
    const collection = server.store.find(database, collectionName(operation));
    const scale = scaleOf(operation);
    const stats = storageStats({ collection });
    for (const field of ["size", "storageSize", "freeStorageSize", "totalIndexSize", "totalSize"]) {
      stats[field] = Math.trunc(Number(stats[field]) / scale);
    }
    return {
      ns: `${database}.${String(operation.command[operation.name])}`,
      ...stats,
      scaleFactor: scale,
    };
  },
};
