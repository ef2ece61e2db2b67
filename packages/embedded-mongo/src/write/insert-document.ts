import { calculateObjectSize, ObjectId, Timestamp, type Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { typeOf, types } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import type { Collection, Writer } from "../storage/collection.ts";

export const maxDocumentBytes = 16 * 1024 * 1024;

/**
 * Returns the document as it is stored: with an _id, and that in first place.
 *
 * @throws MongoError 53 when the _id is of a type that it can't have
 */
export function withId(document: Document): Document {
  const id: unknown = document._id;
  const type = typeOf(id);
  if (type === types.array || type === types.regex || type === types.undefined) {
    throw new MongoError(53, `The '_id' value cannot be of type ${type.name}`, {
      codeName: "InvalidIdField",
    });
  }
  if (isPlain(id)) {
    const prefixed = Object.keys(id).find((name) => name.startsWith("$"));
    if (prefixed !== undefined) {
      throw new MongoError(
        "DollarPrefixedFieldName",
        `_id fields may not contain '$'-prefixed fields: ${prefixed} is not valid for storage.`,
      );
    }
  }
  for (const name in document) {
    const value: unknown = document[name];
    if (typeof value !== "object") continue;
    if (value instanceof Timestamp && value.isZero() && name !== "_id") {
      document[name] = new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
    }
  }
  if (id === undefined) return { _id: new ObjectId(), ...document };
  if (isFirst(document)) return document;
  return { _id: id, ...document };
}

function isFirst(document: Document): boolean {
  for (const name in document) return name === "_id";
  return false;
}

/** Stores `document`; `mayBeLarge` when its size was not looked at yet. */
export function insertDocument(
  collection: Collection,
  document: Document,
  writer: Writer,
  mayBeLarge: boolean,
): Document {
  if (mayBeLarge) {
    const bytes = calculateObjectSize(document);
    if (bytes > maxDocumentBytes) {
      throw new MongoError(
        "BadValue",
        `object to insert too large. size in bytes: ${bytes}, max size: ${maxDocumentBytes}`,
      );
    }
  }
  const stored = withId(document);
  collection.insert(stored, writer);
  return stored;
}
