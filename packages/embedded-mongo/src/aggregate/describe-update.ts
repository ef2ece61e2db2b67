import type { Document } from "bson";
import { compareValues } from "../bson/compare.ts";
import { isPlain } from "../bson/decode.ts";

/** What a change stream says about an update. */
export interface UpdateDescription {
  updatedFields: Document;
  removedFields: string[];
  truncatedArrays: { field: string; newSize: number }[];
}

/**
 * Returns how `after` came from `before`, by comparison: the paths of the fields that have another value now, and of those
 * that are gone. https://www.mongodb.com/docs/manual/reference/change-events/update/
 */
export function describeUpdate(before: Document, after: Document): UpdateDescription {
  const description: UpdateDescription = {
    updatedFields: {},
    removedFields: [],
    truncatedArrays: [],
  };
  compareDocuments(before, after, "", description);
  return description;
}

function compareDocuments(
  before: Document,
  after: Document,
  path: string,
  into: UpdateDescription,
): void {
  for (const [name, value] of Object.entries(after) as [string, unknown][]) {
    if (Object.hasOwn(before, name)) compareField(before[name], value, path + name, into);
    else into.updatedFields[path + name] = value;
  }
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(after, name)) into.removedFields.push(path + name);
  }
}

function compareField(
  before: unknown,
  after: unknown,
  path: string,
  into: UpdateDescription,
): void {
  if (isPlain(before) && isPlain(after)) {
    compareDocuments(before, after, `${path}.`, into);
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    compareArrays(before, after, path, into);
    return;
  }
  if (compareValues(before, after) !== 0 || typeof before !== typeof after) {
    into.updatedFields[path] = after;
  }
}

function compareArrays(
  before: unknown[],
  after: unknown[],
  path: string,
  into: UpdateDescription,
): void {
  if (after.length < before.length)
    into.truncatedArrays.push({ field: path, newSize: after.length });
  for (const [index, value] of after.entries()) {
    const place = `${path}.${index}`;
    if (index < before.length) compareField(before[index], value, place, into);
    else into.updatedFields[place] = value;
  }
}
