import { collectionName, type Command } from "../command.ts";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { MongoError } from "../errors.ts";

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
    for (const index of wanted) {
      if (index === "*") {
        for (const other of collection.indexes.keys())
          if (other !== "_id_") collection.indexes.delete(other);
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
      collection.indexes.delete(found.name);
    }
    server.store.note("dropIndexes", database, name);
    return { nIndexesWas };
  },
};
