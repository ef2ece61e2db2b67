import { collectionName, type Command } from "../command.ts";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { MongoError } from "../errors.ts";
import type { CollectionIndex } from "../storage/collection-index.ts";

export const dropIndexes: Command = {
  name: "dropIndexes",
  aliases: ["deleteIndexes"],
  fields: ["index"],
  run(operation) {
    const { server, database, command } = operation;
    const name = collectionName(operation);
    const collection = server.store.find(database, name);
    if (!collection) throw new MongoError("NamespaceNotFound", `ns not found ${database}.${name}`);
    const nIndexesWas = collection.indexes.size;
    const wanted: unknown[] = Array.isArray(command.index) ? command.index : [command.index];
    const remove = ({ name: index, specification }: CollectionIndex): void => {
      collection.indexes.delete(index);
      const details = { indexes: [specification] };
      server.store.note("dropIndexes", database, name, { uuid: collection.uuid, details });
    };
    for (const index of wanted) {
      if (index === "*") {
        for (const other of collection.indexes.values()) if (other.name !== "_id_") remove(other);
        continue;
      }
      const found = [...collection.indexes.values()].find((candidate) =>
        isPlain(index)
          ? describe(candidate.specification.key) === describe(index)
          : candidate.name === index,
      );
      if (!found) {
        throw new MongoError(
          "IndexNotFound",
          isPlain(index)
            ? `can't find index with key: ${describe(index)}`
            : `index not found with name [${String(index)}]`,
        );
      }
      if (found.name === "_id_") throw new MongoError("InvalidOptions", "cannot drop _id index");
      remove(found);
    }
    return { nIndexesWas };
  },
};
