import type { Document } from "bson";
import { collectionName, type Command } from "../command.ts";
import { describe } from "../bson/describe.ts";
import { MongoError } from "../errors.ts";
import { createCollectionIndex } from "../storage/collection-index.ts";
import { checkConvertsToUnique } from "../storage/convert-to-unique.ts";
import { buildIndex } from "./create-indexes.ts";
import { applyValidator } from "./create.ts";

const storedOptions = [
  "validator",
  "validationLevel",
  "validationAction",
  "changeStreamPreAndPostImages",
];

/** https://www.mongodb.com/docs/manual/reference/command/collMod/ */
export const collMod: Command = {
  name: "collMod",
  fields: ["index", ...storedOptions],
  async run(operation) {
    const { server, database, command } = operation;
    const collection = server.store.find(database, collectionName(operation));
    if (!collection)
      throw new MongoError(
        "NamespaceNotFound",
        `ns does not exist: ${database}.${String(command.collMod)}`,
      );
    const { uuid, name } = collection;
    const details: Document = {};
    const stateBefore: Document = { collectionOptions: { uuid, ...collection.options } };
    const note = (): void =>
      server.store.note("modify", database, name, { uuid, details, stateBefore });
    const options = { ...collection.options };
    for (const option of storedOptions) {
      if (command[option] !== undefined) details[option] = command[option];
    }
    if (command.validator !== undefined) {
      Object.assign(options, { validationLevel: "strict", validationAction: "error" });
    }
    applyValidator(operation, collection, Object.assign(options, collection.options, details));
    const change = command.index as Document | undefined;
    if (!change) {
      note();
      return {};
    }
    const found = [...collection.indexes.values()].find(
      ({ name: index, specification }) =>
        index === change.name || describe(specification.key) === describe(change.keyPattern),
    );
    if (!found)
      throw new MongoError(
        "IndexNotFound",
        `cannot find index ${describe(change.name ?? change.keyPattern)} for ns ${collection.namespace}`,
      );
    const reply: Document = {};
    const indexOptions: Document = {};
    const specification = { ...found.specification };
    for (const option of ["expireAfterSeconds", "hidden"]) {
      if (change[option] === undefined) continue;
      const before = (specification[option] ??
        (option === "hidden" ? false : undefined)) as unknown;
      if (before !== undefined) {
        indexOptions[option] = before;
        reply[`${option}_old`] = before;
      }
      reply[`${option}_new`] = change[option] as unknown;
      specification[option] = change[option] as unknown;
    }
    const { prepareUnique } = change;
    const wasPrepared = specification.prepareUnique === true;
    if (typeof prepareUnique === "boolean" && prepareUnique !== wasPrepared) {
      reply.prepareUnique_old = wasPrepared;
      reply.prepareUnique_new = prepareUnique;
      if (prepareUnique) specification.prepareUnique = true;
      else delete specification.prepareUnique;
    }
    if (change.unique === true && !found.isUnique) {
      await checkConvertsToUnique(operation, collection, found);
      reply.unique_new = true;
      delete specification.prepareUnique;
      specification.unique = true;
    }
    await buildIndex(
      operation,
      collection,
      createCollectionIndex(specification, found.collation, found.isListed),
    );
    const { keyPattern: _keyPattern, ...asked } = change;
    details.index = { name: found.name, ...asked };
    stateBefore.indexOptions = indexOptions;
    note();
    return reply;
  },
};
