import { decodeDocument } from "@samples/wire-protocol";
import { DBRef, Double, Int32, type Document } from "bson";

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
} as const;

/**
 * Returns the document in `bytes` with canonical values.
 *
 * @throws WireError when it is not BSON
 */
export function decode(bytes: Buffer): Document {
  const document = decodeDocument(bytes, decodeOptions);
  // Only the top level can't be a reference: bson makes a DBRef of any document with $ref and $id.
  return canonical(document) as Document;
}

/** Returns the double `value` in its canonical form. */
export function toDouble(value: number): number | Double {
  return Number.isInteger(value) && value === (value | 0) ? new Double(value) : value;
}

/** Returns `value` with canonical values; objects and arrays are changed in place. */
export function canonical(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  // Most values first: this looks at every value that comes in.
  if (value instanceof Int32) return value.value;
  if (value instanceof Double) return toDouble(value.value);
  if (value instanceof DBRef) return canonical(plainReference(value));
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) value[index] = canonical(value[index]);
  } else if (isPlain(value)) {
    for (const key in value) {
      const field: unknown = value[key];
      if (typeof field === "object" && field !== null) {
        value[key] = field instanceof Int32 ? field.value : canonical(field);
      }
    }
  }
  return value;
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
