import type { Document } from "bson";
import { booleanField, cursorBatchSize, documentField, type Command } from "../command.ts";
import { firstBatch } from "../operation/cursors.ts";
import { once } from "../stages/stage.ts";
import { compileFilter } from "../query/filter.ts";
import { createQueryContext } from "../operation/query-context.ts";

export const listCollections: Command = {
  name: "listCollections",
  fields: ["filter", "nameOnly", "authorizedCollections", "cursor"],
  async run(operation) {
    const { server, database } = operation;
    const nameOnly = booleanField(operation, "nameOnly");
    const test = compileFilter(
      documentField(operation, "filter"),
      createQueryContext(operation, undefined),
    );
    const collections = [...(server.store.databases.get(database)?.values() ?? [])].map(
      ({ name, options, uuid }): Document =>
        nameOnly
          ? { name, type: "collection" }
          : {
              name,
              type: "collection",
              options,
              info: { readOnly: false, uuid },
              ...(options.clusteredIndex
                ? {}
                : { idIndex: { v: 2, key: { _id: 1 }, name: "_id_" } }),
            },
    );
    const cursor = await firstBatch(
      operation,
      `${database}.$cmd.listCollections`,
      { chunks: once(collections.filter(test)) },
      {
        batchSize: cursorBatchSize(operation),
        reader: { current: operation },
      },
    );
    return { cursor };
  },
};
