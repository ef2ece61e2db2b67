import type { Document } from "bson";
import {
  booleanField,
  checkNewCollectionName,
  collectionName,
  countField,
  missingField,
  wrongType,
  type Command,
} from "../command.ts";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { MongoError, notSupported } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { parseCollation } from "../query/collation.ts";
import { compileFilter } from "../query/filter.ts";
import { createQueryContext } from "../operation/query-context.ts";
import type { Collection } from "../storage/collection.ts";
import { findCollection } from "../write/namespace.ts";

const refused: Record<string, string> = {
  timeseries: "a time-series collection",
  viewOn: "a view",
  encryptedFields: "queryable encryption",
};

const stored = new Set([
  "validator",
  "validationLevel",
  "validationAction",
  "collation",
  "changeStreamPreAndPostImages",
]);

/** Every collection here is ordered by insertion and found by _id, so a clustered one differs in name only. */
function readClusteredIndex(given: unknown): Document {
  if (!isPlain(given) || describe(given.key) !== "{ _id: 1 }" || given.unique !== true) {
    throw new MongoError(
      "InvalidIndexSpecificationOption",
      "The clusteredIndex option requires the key { _id: 1 } and unique: true",
    );
  }
  return { v: 2, key: { _id: 1 }, name: given.name ?? "_id_", unique: true };
}

/** @throws MongoError 72 when an option lacks the one that it belongs to */
function checkTogether(command: Document): void {
  const { pipeline, expireAfterSeconds, clusteredIndex, autoIndexId } = command;
  const { changeStreamPreAndPostImages: images } = command as Record<string, Document | undefined>;
  const wrong = (reason: string): MongoError => new MongoError("InvalidOptions", reason);
  if (pipeline !== undefined) {
    throw wrong("'pipeline' requires 'viewOn' to also be specified");
  }
  if (expireAfterSeconds !== undefined) {
    if (clusteredIndex !== undefined) throw notSupported("a clustered collection with a TTL");
    throw wrong(
      "'expireAfterSeconds' is only supported on time-series collections or when the 'clusteredIndex' option is specified",
    );
  }
  if (autoIndexId === false) throw wrong("autoIndexId: false is not allowed");
  if (images && typeof images.enabled !== "boolean") {
    throw "enabled" in images
      ? wrongType("create.changeStreamPreAndPostImages", "enabled", images.enabled, "bool")
      : missingField("create.changeStreamPreAndPostImages", "enabled");
  }
}

/** Returns the options of a capped collection; none where it is not to be one. @throws MongoError when they are wrong */
function readCap(operation: Operation): Document {
  const size = countField(operation, "size");
  const max = countField(operation, "max");
  if (!booleanField(operation, "capped")) {
    if (size === undefined && max === undefined) return {};
    throw new MongoError(
      "InvalidOptions",
      "the 'capped' field needs to be true when either the 'size' or 'max' fields are present",
    );
  }
  if (size === undefined || size === 0) {
    throw new MongoError("InvalidOptions", "the 'size' field is required when 'capped' is true");
  }
  // No number is as good as 0: only the size counts then.
  return { capped: true, size, ...(max === undefined || max === 0 ? {} : { max }) };
}

/** Returns the options to be stored. @throws MongoError when one of them is not supported */
function readOptions(operation: Operation): Document {
  const { command } = operation;
  const options: Document = readCap(operation);
  for (const [name, value] of Object.entries(command) as [string, unknown][]) {
    const feature = refused[name];
    if (feature !== undefined && value !== false && value !== undefined && value !== null)
      throw notSupported(feature);
    if (stored.has(name)) options[name] = value;
    if (name === "clusteredIndex") options[name] = readClusteredIndex(value);
  }
  checkTogether(command);
  const collation = parseCollation(options.collation);
  if (collation) options.collation = collation.specification;
  else delete options.collation;
  return options;
}

/** Makes a collection's validator take effect. @throws MongoError when it is not a valid one */
export function applyValidator(
  operation: Operation,
  collection: Collection,
  options: Document,
): void {
  const { validator, validationLevel = "strict", validationAction = "error" } = options;
  if (validator !== undefined && !isPlain(validator)) {
    throw new MongoError(
      "TypeMismatch",
      "BSON field 'create.validator' is the wrong type, expected type 'object'",
    );
  }
  if (!["strict", "moderate", "off"].includes(String(validationLevel))) {
    throw new MongoError(
      "BadValue",
      `Enumeration value '${String(validationLevel)}' for field 'validationLevel' is not a valid value.`,
    );
  }
  if (!["error", "warn", "errorAndLog"].includes(String(validationAction))) {
    throw new MongoError(
      "BadValue",
      `Enumeration value '${String(validationAction)}' for field 'validationAction' is not a valid value.`,
    );
  }
  collection.options = options;
  if (
    !validator ||
    validationLevel === "off" ||
    validationAction === "warn" ||
    Object.keys(validator as Document).length === 0
  ) {
    collection.validate = undefined;
    return;
  }
  const test = compileFilter(validator as Document, createQueryContext(operation, undefined));
  collection.validate = (document, before) => {
    if (test(document)) return;
    // "moderate" leaves documents alone that were not valid before.
    if (validationLevel === "moderate" && before && !test(before)) return;
    throw new MongoError("DocumentValidationFailure", "Document failed validation", {
      errInfo: {
        failingDocumentId: document._id as unknown,
        details: explainFailure(validator as Document),
      },
    });
  };
}

function explainFailure(validator: Document): Document {
  const [operatorName = "$expr"] = Object.keys(validator);
  return operatorName === "$jsonSchema"
    ? {
        operatorName,
        schemaRulesNotSatisfied: [{ specifiedAs: validator.$jsonSchema as Document }],
      }
    : { operatorName, specifiedAs: validator, reason: "expression did not match" };
}

function run(operation: Operation): Document {
  const { server, database, writer } = operation;
  const name = collectionName(operation);
  const options = readOptions(operation);
  const existing = findCollection(operation, name);
  if (existing) {
    // Creating what is there already, with the same options, is no error.
    if (describe(existing.options) === describe(options)) return {};
    throw new MongoError("NamespaceExists", `Collection ${database}.${name} already exists.`);
  }
  checkNewCollectionName(database, name);
  const collection = server.store.create(database, name, options, writer.transaction);
  try {
    applyValidator(operation, collection, options);
  } catch (error) {
    server.store.drop(collection);
    throw error;
  }
  return {};
}

/** https://www.mongodb.com/docs/manual/reference/command/create/ */
export const create: Command = {
  name: "create",
  fields: [
    "validator",
    "validationLevel",
    "validationAction",
    "collation",
    "indexOptionDefaults",
    "storageEngine",
    "capped",
    "size",
    "max",
    "pipeline",
    "expireAfterSeconds",
    "autoIndexId",
    "clusteredIndex",
    "changeStreamPreAndPostImages",
    ...Object.keys(refused),
  ],
  run,
};
