import type { Document } from "bson";
import { collectionName, type Command } from "../command.ts";
import { describe } from "../bson/describe.ts";
import { MongoError } from "../errors.ts";
import { createCollectionIndex } from "../storage/collection-index.ts";
import { buildIndex } from "./create-indexes.ts";
import { applyValidator } from "./create.ts";

/** https://www.mongodb.com/docs/manual/reference/command/collMod/ */
export const collMod: Command = {
  name: "collMod",
  fields: [
    "index",
    "validator",
    "validationLevel",
    "validationAction",
    "changeStreamPreAndPostImages",
  ],
  async run(operation) {
    const { server, database, command } = operation;
    const collection = server.store.find(database, collectionName(operation));
    if (!collection)
      throw new MongoError(
        "NamespaceNotFound",
        `ns does not exist: ${database}.${String(command.collMod)}`,
      );
    const options = { ...collection.options };
    for (const name of [
      "validator",
      "validationLevel",
      "validationAction",
      "changeStreamPreAndPostImages",
    ]) {
      if (command[name] !== undefined) options[name] = command[name];
    }
    applyValidator(operation, collection, options);
    const change = command.index as Document | undefined;
    if (!change) return {};
    const found = [...collection.indexes.values()].find(
      ({ name, specification }) =>
        name === change.name || describe(specification.key) === describe(change.keyPattern),
    );
    if (!found)
      throw new MongoError(
        "IndexNotFound",
        `cannot find index ${describe(change.name ?? change.keyPattern)} for ns ${collection.namespace}`,
      );
    const reply: Document = {};
    for (const option of ["expireAfterSeconds", "hidden"]) {
      if (change[option] === undefined) continue;
      reply[`${option}_old`] = found.specification[option] as unknown;
      reply[`${option}_new`] = change[option] as unknown;
      found.specification[option] = change[option] as unknown;
    }
    await buildIndex(
      operation,
      collection,
      createCollectionIndex(found.specification, found.collation, found.isListed),
    );
    return reply;
  },
};
