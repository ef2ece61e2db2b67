import type { Document } from "bson";
import { collectionName, cursorBatchSize, type Command } from "../command.ts";
import { once } from "../stages/stage.ts";
import { firstBatch } from "../operation/cursors.ts";
import { MongoError } from "../errors.ts";

export const listIndexes: Command = {
  name: "listIndexes",
  fields: ["cursor"],
  async run(operation) {
    const { server, database } = operation;
    const name = collectionName(operation);
    const collection = server.store.find(database, name);
    if (!collection)
      throw new MongoError("NamespaceNotFound", `ns does not exist: ${database}.${name}`);
    const { clusteredIndex } = collection.options as { clusteredIndex?: Document };
    const specifications = [...collection.indexes.values()].map((index) =>
      clusteredIndex && index.name === "_id_"
        ? { ...clusteredIndex, clustered: true }
        : index.specification,
    );
    const cursor = await firstBatch(
      operation,
      collection.namespace,
      { chunks: once(specifications) },
      {
        batchSize: cursorBatchSize(operation),
        reader: { current: operation },
      },
    );
    return { cursor };
  },
};
