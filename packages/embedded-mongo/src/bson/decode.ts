import { decodeDocument } from "@samples/wire-protocol";
import { DBRef, Double, Int32, ObjectId, type Document } from "bson";

/**
 * Values in this server are canonical: each has exactly one form, so that its type is never lost.
 * A JavaScript number is an int when it is integral and fits 32 bits, else a double; `Double` holds
 * the doubles that look like ints (1.0); `Long` and `Decimal128` hold what they say. Regular expressions
 * are `BSONRegExp`, binary data `Binary`. bson's `serialize` writes each back as it came.
 */
const decodeOptions = {
  promoteValues: false,
  promoteBuffers: false,
  bsonRegExp: true,
  // MongoDB takes texts that are no UTF-8 and gives them back as they were; here the wrong bytes become U+FFFD.
  validation: { utf8: false },
} as const;

/**
 * Returns the document in `bytes` with canonical values.
 *
 * @throws WireError when it is not BSON
 */
export function decode(bytes: Buffer): Document {
  // To bson any document with $ref and $id is a reference, even one at the top.
  return canonical(decodeDocument(bytes, decodeOptions)) as Document;
}

/** Returns the double `value` in its canonical form. */
export function toDouble(value: number): number | Double {
  return Number.isInteger(value) && value === (value | 0) ? new Double(value) : value;
}

/** Returns `value` with canonical values; objects and arrays are changed in place. */
export function canonical(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  // This looks at every value that comes in, so the frequent ones are asked for first.
  if (value instanceof Int32) return value.value;
  if (value instanceof ObjectId || value instanceof Date) return value;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) value[index] = canonical(value[index]);
    return value;
  }
  if (value instanceof Double) return toDouble(value.value);
  if (value instanceof DBRef) return canonical(plainReference(value));
  return isPlain(value) ? canonicalFields(value) : value;
}

function canonicalFields(document: Document): Document {
  for (const name in document) {
    const field: unknown = document[name];
    if (typeof field === "object" && field !== null) document[name] = canonical(field);
  }
  return document;
}

/** A reference is an ordinary document to the server: `{ $ref, $id, $db?, … }`. */
function plainReference(reference: DBRef): Document {
  const { collection, oid, db, fields } = reference;
  return { $ref: collection, $id: oid, ...(db === undefined ? {} : { $db: db }), ...fields };
}

/** Tells whether `value` is a document: not an array, a date or one of BSON's own classes. */
export function isPlain(value: unknown): value is Document {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
