import type { Document } from "bson";
import { storageStats } from "../stages/source-stages.ts";
import { booleanField, documentField, type Command } from "../command.ts";
import { compileFilter } from "../query/filter.ts";
import { createQueryContext } from "../operation/query-context.ts";

export const listDatabases: Command = {
  name: "listDatabases",
  fields: ["filter", "nameOnly", "authorizedDatabases"],
  isAdminOnly: true,
  run(operation) {
    const nameOnly = booleanField(operation, "nameOnly");
    const test = compileFilter(
      documentField(operation, "filter"),
      createQueryContext(operation, undefined),
    );
    const databases = [...operation.server.store.databases.entries()]
      .map(([name, collections]): Document => {
        if (nameOnly) return { name };
        const sizeOnDisk = [...collections.values()].reduce(
          (total, collection) => total + Number(storageStats({ collection }).size),
          0,
        );
        return { name, sizeOnDisk, empty: false };
      })
      .filter(test)
      .toSorted((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
    if (nameOnly) return { databases };
    const totalSize = databases.reduce((total, { sizeOnDisk }) => total + Number(sizeOnDisk), 0);
    return { databases, totalSize, totalSizeMb: Math.floor(totalSize / 1048576) };
  },
};
