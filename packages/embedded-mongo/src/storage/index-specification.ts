import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { MongoError, notSupported } from "../errors.ts";
import { parseCollation } from "../query/collation.ts";
import { wrongType } from "../command.ts";
import { checkPartialFilter } from "./partial-filter.ts";

const known = new Set([
  "v",
  "key",
  "name",
  "ns",
  "unique",
  "sparse",
  "background",
  "expireAfterSeconds",
  "partialFilterExpression",
  "collation",
  "hidden",
  "prepareUnique",
  "storageEngine",
]);

const refused = [
  "weights",
  "default_language",
  "language_override",
  "textIndexVersion",
  "2dsphereIndexVersion",
  "bits",
  "min",
  "max",
  "bucketSize",
  "wildcardProjection",
  "clustered",
];

/**
 * Returns an index as it is stored: with its version and name, without what is only asked for once.
 *
 * @throws MongoError when it is not a valid index, or of a kind that is not supported
 */
export function readIndexSpecification(given: Document, collectionCollation: unknown): Document {
  if (!isPlain(given)) throw wrongType("createIndexes", "indexes", given, "object");
  const { key, name } = given;
  if (!isPlain(key))
    throw new MongoError(
      "FailedToParse",
      "The 'key' field is a required property of an index specification",
    );
  if (Object.keys(key).length === 0)
    throw new MongoError("CannotCreateIndex", "Index keys cannot be empty.");
  if (typeof name !== "string" || name === "") {
    throw new MongoError(
      "FailedToParse",
      "The 'name' field is a required property of an index specification",
    );
  }
  if (name === "*") throw new MongoError("BadValue", "The index name '*' is not valid.");
  for (const option of Object.keys(given)) {
    if (refused.includes(option)) throw notSupported(`the index option ${option}`);
    if (!known.has(option)) {
      throw new MongoError(
        "InvalidIndexSpecificationOption",
        `The field '${option}' is not valid for an index specification. Specification: ${describe(given)}`,
      );
    }
  }
  for (const [path, direction] of Object.entries(key) as [string, unknown][])
    checkField(key, path, direction);
  if (isIdKey(key)) return readIdIndex(given);
  if (name === "_id_") {
    throw new MongoError(
      "BadValue",
      `The index name '_id_' is reserved for the _id index, which must have key pattern {_id: 1}, found ${describe(key)}`,
    );
  }
  const { expireAfterSeconds, partialFilterExpression } = given;
  if (expireAfterSeconds !== undefined) {
    if (!isNumeric(expireAfterSeconds)) {
      throw new MongoError(
        "TypeMismatch",
        "BSON field 'createIndexes.indexes.expireAfterSeconds' is the wrong type, expected a number",
      );
    }
    if (Object.keys(key).length > 1) {
      throw new MongoError(
        "CannotCreateIndex",
        "TTL indexes are single-field indexes, compound indexes do not support TTL. Index spec: " +
          describe(given),
      );
    }
    const seconds = toNumber(expireAfterSeconds as Numeric);
    if (!(seconds >= 0 && seconds <= maxExpireAfterSeconds)) {
      throw new MongoError(
        "CannotCreateIndex",
        "TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different value.",
      );
    }
  }
  const { background: _b, ns: _n, v = 2, collation, ...rest } = given;
  for (const flag of ["unique", "sparse", "hidden", "prepareUnique"]) readFlag(rest, flag);
  if (![1, 2].includes(isNumeric(v) ? toNumber(v as Numeric) : 0)) {
    throw new MongoError(
      "CannotCreateIndex",
      `Invalid index specification ${describe(given)}; cannot create an index with v=${describe(v)}`,
    );
  }
  if (partialFilterExpression !== undefined) {
    if (!isPlain(partialFilterExpression)) {
      throw wrongType(
        "createIndexes.indexes",
        "partialFilterExpression",
        partialFilterExpression,
        "object",
      );
    }
    checkPartialFilter(partialFilterExpression);
  }
  if (rest.sparse === true && partialFilterExpression !== undefined) {
    throw new MongoError(
      "CannotCreateIndex",
      'cannot mix "partialFilterExpression" and "sparse" options',
    );
  }
  const parsed = parseCollation(collation ?? collectionCollation);
  const { key: _key, name: _name, ...options } = rest;
  return { v, key, name, ...options, ...(parsed ? { collation: parsed.specification } : {}) };
}

/** The longest that the server takes for a TTL, in seconds. */
export const maxExpireAfterSeconds = 2 ** 31 - 1;

/** Makes a flag that is given as a number a boolean, and takes one away that is not set. */
function readFlag(specification: Document, flag: string): void {
  const value: unknown = specification[flag];
  if (value === undefined) return;
  if (typeof value !== "boolean" && !isNumeric(value)) {
    throw new MongoError(
      "TypeMismatch",
      `The field '${flag}' has value ${flag}: ${describe(value)}, which is not convertible to bool`,
    );
  }
  if (value === true || (isNumeric(value) && toNumber(value as Numeric) !== 0)) {
    specification[flag] = true;
  } else delete specification[flag];
}

function isIdKey(key: Document): boolean {
  const direction: unknown = key._id;
  if (Object.keys(key).length !== 1 || !isNumeric(direction)) return false;
  return Math.abs(toNumber(direction as Numeric)) === 1;
}

/** Every collection has this index; whoever asks for it gets it, under the name that it has. */
function readIdIndex(given: Document): Document {
  const other = Object.keys(given).find(
    (option) => !["key", "name", "ns", "v", "collation", "background"].includes(option),
  );
  if (other !== undefined) {
    throw new MongoError(
      "InvalidIndexSpecificationOption",
      `The field '${other}' is not valid for an _id index specification. Specification: ${describe(given)}`,
    );
  }
  const { key } = given as { key: Document };
  if (toNumber(key._id as Numeric) !== 1) {
    throw new MongoError(
      "BadValue",
      `The field 'key' for an _id index must be {_id: 1}, but got ${describe(key)}`,
    );
  }
  return { v: 2, key, name: "_id_" };
}

function checkField(key: Document, path: string, direction: unknown): void {
  if (typeof direction === "string") {
    if (["text", "2d", "2dsphere", "hashed"].includes(direction))
      throw notSupported(`an index of type ${direction}`);
    throw new MongoError("CannotCreateIndex", `Unknown index plugin '${direction}'`);
  }
  if (!isNumeric(direction) || toNumber(direction as Numeric) === 0) {
    throw new MongoError(
      "CannotCreateIndex",
      `Values in v:2 index key pattern cannot be of type ${describe(direction)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
    );
  }
  if (path === "" || path.split(".").includes("")) {
    throw new MongoError("CannotCreateIndex", "Index keys cannot contain an empty field.");
  }
  if (path.includes("$**")) throw notSupported("a wildcard index");
  if (path.split(".").some((part) => part.startsWith("$"))) {
    throw new MongoError(
      "CannotCreateIndex",
      `Index key contains an illegal field name: field name starts with '$'. Index spec: ${describe(key)}`,
    );
  }
}

/**
 * Tells whether this index is there already.
 *
 * @throws MongoError 85 or 86 when it has another one of the same name or keys
 */
export function sameIndex(existing: Iterable<Document>, specification: Document): boolean {
  const shown = `Requested index: ${describe(specification)}, existing index: `;
  for (const other of existing) {
    const name = String(other.name);
    const isSameSignature = signature(other) === signature(specification);
    if (name === specification.name) {
      if (name === "_id_" || normalize(other) === normalize(specification)) return true;
      throw isSameSignature
        ? new MongoError(
            "IndexOptionsConflict",
            `An equivalent index already exists with the same name but different options. ${shown}${describe(other)}`,
          )
        : new MongoError(
            "IndexKeySpecsConflict",
            `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. ${shown}${describe(other)}`,
          );
    }
    if (isSameSignature) {
      throw new MongoError(
        "IndexOptionsConflict",
        `Index already exists with a different name: ${name}`,
      );
    }
  }
  return false;
}

/** What makes two indexes different ones, whatever their names. */
function signature({ key, collation, partialFilterExpression, unique, sparse }: Document): string {
  return [key, collation, partialFilterExpression, unique, sparse].map(describe).join();
}

function normalize(specification: Document): string {
  const { name: _name, v: _version, ...options } = specification;
  const sorted = Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return describe(Object.fromEntries(sorted));
}
