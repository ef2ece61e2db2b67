import { storageStats } from "../stages/source-stages.ts";
import { scaleOf, type Command } from "../command.ts";

export const dbStats: Command = {
  name: "dbStats",
  aliases: ["dbstats"],
  fields: ["scale", "freeStorage"],
  run(operation) {
    const { server, database } = operation;
    const scale = scaleOf(operation.command);
    const collections = [...(server.store.databases.get(database)?.values() ?? [])];
    const stats = collections.map((collection) => storageStats({ collection }));
    const dataSize = stats.reduce((total, { size }) => total + Number(size), 0);
    const objects = collections.reduce((total, { count }) => total + count, 0);
    return {
      db: database,
      collections: collections.length,
      views: 0,
      objects,
      avgObjSize: objects === 0 ? 0 : dataSize / objects,
      dataSize: dataSize / scale,
      storageSize: dataSize / scale,
      indexes: collections.reduce((total, { indexes }) => total + indexes.size, 0),
      indexSize: 0,
      totalSize: dataSize / scale,
      scaleFactor: scale,
    };
  },
};
