import { collectionName, missingField, wrongType, type Command } from "../command.ts";
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
    if (command.index === undefined) throw missingField("dropIndexes", "index");
    const nIndexesWas = collection.indexes.size;
    const wanted: unknown[] = Array.isArray(command.index) ? command.index : [command.index];
    const remove = ({ name: index, specification }: CollectionIndex): void => {
      collection.indexes.delete(index);
      const details = { indexes: [specification] };
      server.store.note("dropIndexes", database, name, { uuid: collection.uuid, details });
    };
    const all = [...collection.indexes.values()];
    const others = all.filter((index) => index.name !== "_id_");
    if (command.index === "*") {
      for (const index of others) remove(index);
      return { nIndexesWas, msg: "non-_id indexes dropped for collection" };
    }
    // All are looked up before the first is dropped: it is all of them or none.
    const dropped = wanted.flatMap((index): CollectionIndex[] => {
      if (index === "*") return others;
      if (typeof index !== "string" && !isPlain(index)) {
        throw wrongType("dropIndexes", "index", index, "string");
      }
      const [found, second] = all.filter((candidate) =>
        isPlain(index)
          ? describe(candidate.specification.key) === describe(index)
          : candidate.name === index,
      );
      if (!found) {
        throw new MongoError(
          "IndexNotFound",
          isPlain(index)
            ? `can't find index with key: ${describe(index)}`
            : `index not found with name [${index}]`,
        );
      }
      if (found.name === "_id_") throw new MongoError("InvalidOptions", "cannot drop _id index");
      if (second) {
        throw new MongoError(
          181,
          `Multiple indexes found for key: ${describe(index)}, identify by name instead.`,
          { codeName: "AmbiguousIndexKeyPattern" },
        );
      }
      return [found];
    });
    for (const index of new Set(dropped)) remove(index);
    return { nIndexesWas };
  },
};
