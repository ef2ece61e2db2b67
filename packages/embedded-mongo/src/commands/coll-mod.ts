import type { Document } from "bson";
import { collectionName, wrongType, type Command } from "../command.ts";
import { isPlain } from "../bson/decode.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { maxExpireAfterSeconds } from "../storage/index-specification.ts";
import { describe } from "../bson/describe.ts";
import { MongoError, unknownField } from "../errors.ts";
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

const changes = ["expireAfterSeconds", "hidden", "unique", "prepareUnique"];

/** @throws MongoError 72 when it does not name an index or what is to change about it, 14 and 40415 for its fields */
function checkChange(change: unknown): asserts change is Document {
  if (!isPlain(change)) throw wrongType("collMod", "index", change, "object");
  for (const [field, value] of Object.entries(change) as [string, unknown][]) {
    const isFlag = changes.includes(field) && field !== "expireAfterSeconds";
    if (isFlag && typeof value !== "boolean") {
      throw wrongType("collMod.index", field, value, "bool");
    }
    if (field === "expireAfterSeconds" && !isNumeric(value)) {
      throw wrongType("collMod.index", field, value, "long");
    }
    if (!changes.includes(field) && field !== "name" && field !== "keyPattern") {
      throw unknownField("collMod.index", field);
    }
  }
  const { name, keyPattern } = change;
  if ((name === undefined) === (keyPattern === undefined)) {
    throw new MongoError(
      "InvalidOptions",
      name === undefined
        ? "must specify either index name or key pattern"
        : "cannot specify both index name and key pattern",
    );
  }
  if (!changes.some((field) => field in change)) {
    throw new MongoError(
      "InvalidOptions",
      "no expireAfterSeconds, hidden, unique, or prepareUnique field",
    );
  }
}

/** @throws MongoError when the change is not for an index like this one */
function checkFits({ key, name }: Document, { hidden, expireAfterSeconds }: Document): void {
  if (name === "_id_" && hidden !== undefined) {
    throw new MongoError("BadValue", "can't hide _id index");
  }
  if (expireAfterSeconds === undefined) return;
  const seconds = toNumber(expireAfterSeconds as Numeric);
  if (name === "_id_" || Object.keys(key as Document).length > 1) {
    throw new MongoError(
      "InvalidOptions",
      "TTL indexes are single-field indexes, compound indexes and the _id index do not support TTL",
    );
  }
  if (!(seconds >= 0 && seconds <= maxExpireAfterSeconds)) {
    throw new MongoError(
      "InvalidOptions",
      "TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different value.",
    );
  }
}

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
    const change: unknown = command.index;
    if (change === undefined) {
      note();
      return {};
    }
    checkChange(change);
    const found = [...collection.indexes.values()].find(
      ({ name: index, specification }) =>
        index === change.name ||
        (change.keyPattern !== undefined &&
          describe(specification.key) === describe(change.keyPattern)),
    );
    if (!found)
      throw new MongoError(
        "IndexNotFound",
        `cannot find index ${describe(change.name ?? change.keyPattern)} for ns ${collection.namespace}`,
      );
    checkFits(found.specification, change);
    const reply: Document = {};
    const indexOptions: Document = {};
    const specification = { ...found.specification };
    for (const option of ["expireAfterSeconds", "hidden"]) {
      if (change[option] === undefined) continue;
      // Hiding what is hidden already is no change.
      if (option === "hidden" && change.hidden === found.isHidden) continue;
      const before = (specification[option] ??
        (option === "hidden" ? false : undefined)) as unknown;
      if (before !== undefined) {
        indexOptions[option] = before;
        reply[`${option}_old`] = before;
      }
      reply[`${option}_new`] = change[option] as unknown;
      specification[option] = change[option] as unknown;
    }
    if (specification.hidden === false) delete specification.hidden;
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
