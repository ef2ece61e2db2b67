import type { Document } from "bson";
import { compareValues, type CompareText } from "../bson/compare.ts";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { MongoError, notSupported } from "../errors.ts";
import { valuesAt } from "./path.ts";

export interface SortField {
  path: string;
  parts: string[];
  direction: 1 | -1;
}

/**
 * Returns the fields of a sort.
 *
 * @throws MongoError when a direction is not 1 or -1
 */
export function parseSort(specification: unknown): SortField[] {
  if (specification === undefined) return [];
  if (!isPlain(specification)) {
    throw new MongoError("TypeMismatch", "Expected field sort to be of type object");
  }
  return Object.entries(specification).map(([path, given]): SortField => {
    if (isPlain(given) && "$meta" in given) throw notSupported("$meta in a sort");
    const direction = isNumeric(given) ? toNumber(given as Numeric) : Number.NaN;
    if (Number.isNaN(direction)) {
      throw new MongoError(
        15974,
        `Illegal key in $sort specification: ${path}: ${describe(given)}`,
      );
    }
    if (direction !== 1 && direction !== -1) {
      throw new MongoError(
        15975,
        "$sort key ordering must be 1 (for ascending) or -1 (for descending)",
      );
    }
    if (path === "")
      throw new MongoError(40352, "FieldPath cannot be constructed with empty string");
    return { path, parts: path.split("."), direction };
  });
}

/** Of an array the smallest element counts when ascending, the largest when descending; missing is null. */
export function sortKey(
  document: Document,
  field: SortField,
  text: CompareText | undefined,
): unknown {
  const [only] = field.parts;
  if (field.parts.length === 1 && only !== undefined) {
    const value: unknown = document[only];
    if (!Array.isArray(value)) return value ?? null;
  }
  const values = valuesAt(document, field.parts).map((value) =>
    value === undefined ? null : Array.isArray(value) && value.length === 0 ? undefined : value,
  );
  if (values.length === 0) return null;
  return values.reduce((best, value) =>
    compareValues(value, best, text) * field.direction < 0 ? value : best,
  );
}

/** Returns `documents` in the order of `fields`; documents that are equal stay in the order they are in. */
export function sortDocuments(
  documents: Document[],
  fields: SortField[],
  text?: CompareText,
): Document[] {
  const keyed = documents.map((document) => ({
    document,
    keys: fields.map((field) => sortKey(document, field, text)),
  }));
  keyed.sort((left, right) => {
    for (const [index, { direction }] of fields.entries()) {
      const order = compareValues(left.keys[index], right.keys[index], text);
      if (order !== 0) return order * direction;
    }
    return 0;
  });
  return keyed.map(({ document }) => document);
}
